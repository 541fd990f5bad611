using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Fills as rows; those that were announced to a group are written together with those of its other works.</summary>
internal sealed class PostgresFillStore : IFillStore
{
    public void Announce(PostgresGroup group, FillKey key) => group.Part(this, () => new FillGroupPart()).Need(key);

    public async ValueTask<bool> TryAddAsync(IDurableSession session, Fill fill, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        if (postgres.FindPart<FillGroupPart>(this) is { } part && part.IsAnnounced(fill.Key))
            return part.TryAdd(postgres, fill);
        await using var command = PostgresRows.Command(
            session,
            """
            INSERT INTO exchange.fills (
                venue, symbol, trade_id, client_order_id, venue_order_id, side, price, quantity, fee, fee_asset, is_maker, executed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, $11, $12)
            ON CONFLICT DO NOTHING
            """,
            FillSql.Row(fill));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<IReadOnlyList<Fill>> ListAsync(IDurableSession session, string clientOrderId, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session, "SELECT * FROM exchange.fills WHERE client_order_id = $1 ORDER BY trade_id", clientOrderId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Fill>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(FillSql.Read(reader));

        // Those that the works of the same group have added are not written yet.
        if (PostgresSession.From(session).FindPart<FillGroupPart>(this)?.AddedTo(clientOrderId) is not { Count: > 0 } added)
            return found;
        return [.. found.Concat(added).OrderBy(fill => fill.TradeId)];
    }
}
