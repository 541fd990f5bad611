using Bot3.Messaging.Persistence.Groups;
using NpgsqlTypes;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>What risk reads and writes, for one order or for a whole group.</summary>
internal static class RiskStatements
{
    public const string ReservationColumns =
        "order_id, account, strategy_id, venue, symbol, side, quantity, filled, opening_quantity, notional_usd, spend_asset, spend_amount, "
        + "final_filled, reserved_at";

    public const string FillColumns =
        "venue, symbol, trade_id, venue_order_id, order_id, account, strategy_id, side, price, quantity, fee, fee_asset, fee_price_in_quote, "
        + "is_maker, executed_at";

    public const string DecisionColumns =
        "decision_id, order_id, account, strategy_id, symbol, venue, approved, limits_version, reasons::text, inputs::text, decided_at";

    public const string PositionColumns =
        "account, strategy_id, symbol, net_quantity, average_entry_price, realised_pnl, document::text, updated_at";

    // Transaction-scoped: released by commit, rollback, or the death of the process. A hash collision only makes two accounts wait for each
    // other. In one order, so that two groups with the same accounts do not lock each other out.
    public const string LockAccounts =
        "SELECT pg_advisory_xact_lock(key) FROM "
        + "(SELECT DISTINCT hashtextextended('bot3.risk.' || account, 0) AS key FROM unnest($1) AS account ORDER BY 1) AS keys";

    public const string LockReservations =
        $"SELECT {ReservationColumns} FROM risk.reservations WHERE order_id = ANY ($1) ORDER BY order_id FOR UPDATE";

    public const string OpenReservations = $"SELECT {ReservationColumns} FROM risk.reservations WHERE account = ANY ($1) AND open";

    // Those that no fill or end has touched, added up: nothing of them needs a division, so the sums are exact whoever adds.
    public const string UntouchedReservations = """
        SELECT account, symbol, side, spend_asset, count(*)::integer, sum(quantity),
          sum(CASE WHEN opening_quantity = 0 THEN 0 ELSE notional_usd END), sum(spend_amount)
        FROM risk.reservations WHERE account = ANY ($1) AND open AND filled = 0 AND final_filled IS NULL
        GROUP BY account, symbol, side, spend_asset
        """;

    public const string TouchedReservations = $"{OpenReservations} AND (filled <> 0 OR final_filled IS NOT NULL)";

    public const string Decisions = $"SELECT {DecisionColumns} FROM risk.decisions WHERE order_id = ANY ($1)";

    public const string Positions =
        $"SELECT {PositionColumns} FROM risk.positions WHERE account = ANY ($1) ORDER BY account, strategy_id, symbol";

    // OFFSET 0: looked up by the whole key, whatever the planner thinks of a table that was small when it looked.
    public const string KnownFills = """
        SELECT f.venue, f.symbol, f.trade_id, f.venue_order_id FROM unnest($1, $2, $3, $4) AS k (venue, symbol, trade_id, venue_order_id)
        CROSS JOIN LATERAL (
            SELECT venue, symbol, trade_id, venue_order_id FROM risk.fills
            WHERE venue = k.venue AND symbol = k.symbol AND trade_id = k.trade_id AND venue_order_id = k.venue_order_id OFFSET 0) f
        """;

    public static BulkStatement InsertDecision { get; } = new(
        BulkOrder.Insert,
        """
        INSERT INTO risk.decisions
          (decision_id, order_id, account, strategy_id, symbol, venue, approved, limits_version, reasons, inputs, decided_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """,
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Boolean, NpgsqlDbType.Bigint, NpgsqlDbType.Jsonb, NpgsqlDbType.Jsonb, NpgsqlDbType.TimestampTz,
        ]);

    public static BulkStatement InsertReservation { get; } = new(
        BulkOrder.Insert,
        $"INSERT INTO risk.reservations ({ReservationColumns}, open) "
            + "SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Text,
            NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.TimestampTz, NpgsqlDbType.Boolean,
        ]);

    public static BulkStatement UpdateReservation { get; } = new(
        BulkOrder.Update,
        """
        UPDATE risk.reservations r SET filled = u.filled, final_filled = u.final_filled, open = u.open
        FROM unnest($1, $2, $3, $4) AS u (order_id, filled, final_filled, open) WHERE r.order_id = u.order_id AND r.order_id = ANY ($1)
        """,
        [NpgsqlDbType.Uuid, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Boolean],
        keyColumns: 1);

    public static BulkStatement InsertFill { get; } = new(
        BulkOrder.Insert,
        $"INSERT INTO risk.fills ({FillColumns}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Text,
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Text,
            NpgsqlDbType.Numeric, NpgsqlDbType.Boolean, NpgsqlDbType.TimestampTz,
        ]);

    public static BulkStatement PutPosition { get; } = new(
        BulkOrder.Insert,
        """
        INSERT INTO risk.positions (account, strategy_id, symbol, net_quantity, average_entry_price, realised_pnl, document, updated_at)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (account, strategy_id, symbol) DO UPDATE SET net_quantity = excluded.net_quantity,
          average_entry_price = excluded.average_entry_price, realised_pnl = excluded.realised_pnl,
          document = excluded.document, updated_at = excluded.updated_at
        """,
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric,
            NpgsqlDbType.Jsonb, NpgsqlDbType.TimestampTz,
        ],
        keyColumns: 3);
}
