using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Fills as rows.</summary>
internal sealed class PostgresFillStore : IFillStore
{
    public async ValueTask<bool> TryAddAsync(IDurableSession session, Fill fill, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session,
            """
            INSERT INTO exchange.fills (
                venue, symbol, trade_id, client_order_id, venue_order_id, side, price, quantity, fee, fee_asset, is_maker, executed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text, $11, $12)
            ON CONFLICT DO NOTHING
            """,
            fill.Venue, fill.Symbol, fill.TradeId, fill.ClientOrderId, fill.VenueOrderId, fill.Side.ToString(), fill.Price, fill.Quantity,
            fill.Fee, fill.FeeAsset, fill.IsMaker, fill.ExecutedAt);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask<IReadOnlyList<Fill>> ListAsync(IDurableSession session, string clientOrderId, CancellationToken cancellationToken)
    {
        await using var command = PostgresRows.Command(
            session, "SELECT * FROM exchange.fills WHERE client_order_id = $1 ORDER BY trade_id", clientOrderId);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<Fill>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new Fill
            {
                Venue = reader.Value<string>("venue"),
                Symbol = reader.Value<string>("symbol"),
                TradeId = reader.Value<long>("trade_id"),
                ClientOrderId = reader.Value<string>("client_order_id"),
                VenueOrderId = reader.Value<string>("venue_order_id"),
                Side = reader.Name<OrderSide>("side"),
                Price = reader.Value<decimal>("price"),
                Quantity = reader.Value<decimal>("quantity"),
                Fee = reader.Value<decimal>("fee"),
                FeeAsset = reader.Text("fee_asset"),
                IsMaker = reader.Value<bool>("is_maker"),
                ExecutedAt = reader.Value<DateTimeOffset>("executed_at"),
            });
        }

        return found;
    }
}
