using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>The statements of fills for whole groups, and the mapping of rows.</summary>
internal static class FillSql
{
    /// <summary>Which of the given keys are stored. The attempts are locked by then, so that nobody else adds fills to them.</summary>
    // OFFSET 0: looked up by the whole key, whatever the planner thinks of a table that was small when it looked.
    public const string Known =
        """
        SELECT f.venue, f.symbol, f.trade_id, f.venue_order_id FROM unnest($1, $2, $3, $4) AS k (venue, symbol, trade_id, venue_order_id)
        CROSS JOIN LATERAL (
            SELECT venue, symbol, trade_id, venue_order_id FROM exchange.fills
            WHERE venue = k.venue AND symbol = k.symbol AND trade_id = k.trade_id AND venue_order_id = k.venue_order_id OFFSET 0) f
        """;

    /// <summary>New fills; a key that is there already is one too few, and the group runs again.</summary>
    public static readonly BulkStatement InsertMany = new(
        BulkOrder.Insert,
        """
        INSERT INTO exchange.fills (
            venue, symbol, trade_id, client_order_id, venue_order_id, side, price, quantity, fee, fee_asset, is_maker, executed_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ORDER BY 1, 2, 3, 5
        ON CONFLICT DO NOTHING
        """,
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Text, NpgsqlDbType.Boolean,
            NpgsqlDbType.TimestampTz,
        ]);

    /// <summary>The values in the order of the columns.</summary>
    public static object?[] Row(Fill fill) =>
    [
        fill.Venue, fill.Symbol, fill.TradeId, fill.ClientOrderId, fill.VenueOrderId, fill.Side.ToString(), fill.Price, fill.Quantity,
        fill.Fee, fill.FeeAsset, fill.IsMaker, fill.ExecutedAt,
    ];

    /// <summary>Reads a row.</summary>
    public static Fill Read(NpgsqlDataReader reader) => new()
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
    };
}
