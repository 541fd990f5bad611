using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>
/// Attempts as rows; a unique index holds "one attempt per slice" whatever the callers do. In a group to which an attempt was announced,
/// calls touch only memory: the group reads and writes for all. Elsewhere each call is a statement.
/// </summary>
internal sealed class PostgresAttemptStore : IAttemptStore
{
    public void Announce(PostgresGroup group, string clientOrderId) => Part(group).Need(clientOrderId);

    public void AnnounceSlice(PostgresGroup group, Guid orderId, int slice) => Part(group).NeedSlice(orderId, slice);

    public async ValueTask<bool> TryAddAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        if (Entry(session, attempt.ClientOrderId) is { } entry)
            return entry.Part.TryAdd(PostgresSession.From(session), entry.Entry, attempt);
        await using var command = PostgresRows.Command(
            session,
            """
            INSERT INTO exchange.attempts (
                client_order_id, order_id, slice, number, strategy_id, account, venue, symbol, side, type, quantity, limit_price, trigger_price,
                time_in_force, risk_decision_id, limits_version, stored_at, state, holds_slice, ended_at, reason_code, reason_message,
                retryable, retry_after, filled_quantity, query_count, not_found_count)
            VALUES (
                $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::numeric, $13::numeric,
                $14, $15, $16, $17, $18, $19, $20::timestamptz, $21::text, $22::text,
                $23, $24::interval, 0, 0, 0)
            ON CONFLICT DO NOTHING
            """,
            AttemptSql.NewRow(attempt));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask UpdateAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        if (Entry(session, attempt.ClientOrderId) is { } entry)
        {
            entry.Part.Update(PostgresSession.From(session), entry.Entry, attempt);
            return;
        }

        await using var command = PostgresRows.Command(
            session,
            """
            UPDATE exchange.attempts SET
                state = $2, holds_slice = $3, venue_order_id = $4::text, accepted_at = $5::timestamptz, ended_at = $6::timestamptz,
                unknown_at = $7::timestamptz, reason_code = $8::text, reason_message = $9::text, retryable = $10, retry_after = $11::interval,
                evidence = $12::text, filled_quantity = $13, next_query_at = $14::timestamptz, query_count = $15, not_found_count = $16,
                last_not_found_at = $17::timestamptz
            WHERE client_order_id = $1
            """,
            AttemptSql.ChangedRow(attempt));
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new InvalidOperationException($"attempt {attempt.ClientOrderId} is not stored");
    }

    public ValueTask<Attempt?> LockAsync(IDurableSession session, string account, string clientOrderId, CancellationToken cancellationToken)
    {
        if (Entry(session, clientOrderId) is { Entry.Current: var current })
            return ValueTask.FromResult(current?.Account == account ? current : null);
        return FindAsync(session, "client_order_id = $2 AND account = $1 FOR UPDATE", cancellationToken, account, clientOrderId);
    }

    public ValueTask<Attempt?> LockByVenueOrderAsync(
        IDurableSession session, string account, string symbol, string venueOrderId, CancellationToken cancellationToken) => FindAsync(
        session, "account = $1 AND symbol = $2 AND venue_order_id = $3 FOR UPDATE", cancellationToken, account, symbol, venueOrderId);

    public ValueTask<Attempt?> FindSliceHolderAsync(IDurableSession session, Guid orderId, int slice, CancellationToken cancellationToken)
    {
        var part = PostgresSession.From(session).FindPart<AttemptGroupPart>(this);
        if (part is not null && part.TryFindHolder(orderId, slice, out var holder))
            return ValueTask.FromResult(holder);
        return FindAsync(session, "order_id = $1 AND slice = $2 AND holds_slice", cancellationToken, orderId, slice);
    }

    public ValueTask<IReadOnlyList<Attempt>> ListUnsettledAsync(
        IDurableSession session, string account, int limit, CancellationToken cancellationToken) => ListAsync(
        session,
        "account = $1 AND state IN ('Sending', 'Unknown', 'Open') ORDER BY stored_at LIMIT $2",
        cancellationToken,
        account,
        limit);

    public ValueTask<IReadOnlyList<Attempt>> ListDueAsync(
        IDurableSession session, string account, DateTimeOffset now, int limit, CancellationToken cancellationToken) => ListAsync(
        session, "account = $1 AND next_query_at <= $2 ORDER BY next_query_at LIMIT $3", cancellationToken, account, now, limit);

    private static async ValueTask<Attempt?> FindAsync(
        IDurableSession session, string condition, CancellationToken cancellationToken, params object?[] values)
    {
        var found = await ListAsync(session, condition, cancellationToken, values);
        return found.Count == 0 ? null : found[0];
    }

    private static async ValueTask<IReadOnlyList<Attempt>> ListAsync(
        IDurableSession session, string condition, CancellationToken cancellationToken, params object?[] values)
    {
        await using var command = PostgresRows.Command(session, $"SELECT * FROM exchange.attempts WHERE {condition}", values);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Attempt>();
        while (await reader.ReadAsync(cancellationToken))
            found.Add(AttemptSql.Read(reader));
        return found;
    }

    private AttemptGroupPart Part(PostgresGroup group) => group.Part(this, () => new AttemptGroupPart());

    private (AttemptGroupPart Part, AttemptEntry Entry)? Entry(IDurableSession session, string clientOrderId)
    {
        var part = PostgresSession.From(session).FindPart<AttemptGroupPart>(this);
        return part?.Find(clientOrderId) is { } entry ? (part, entry) : null;
    }
}
