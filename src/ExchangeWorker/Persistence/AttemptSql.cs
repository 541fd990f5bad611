using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>The statements of attempts for whole groups, and the mapping of rows.</summary>
internal static class AttemptSql
{
    /// <summary>
    /// Locked in one order everywhere, so that two processes with the same attempts wait for each other instead of locking each other out.
    /// </summary>
    public const string LockMany = "SELECT * FROM exchange.attempts WHERE client_order_id = ANY($1) ORDER BY client_order_id FOR UPDATE";

    /// <summary>Holders of slices, without locks: the unique index stands against one that comes between.</summary>
    public const string Holders =
        """
        SELECT a.* FROM unnest($1, $2) AS k (order_id, slice)
        CROSS JOIN LATERAL (
            SELECT * FROM exchange.attempts WHERE order_id = k.order_id AND slice = k.slice AND holds_slice OFFSET 0) a
        """;

    /// <summary>
    /// A row that is there already, or whose slice is held, is one too few: then the group runs again, and its reads find the other one.
    /// </summary>
    public static readonly BulkStatement InsertMany = new(
        BulkOrder.Insert,
        """
        INSERT INTO exchange.attempts (
            client_order_id, order_id, slice, number, strategy_id, account, venue, symbol, side, type, quantity, limit_price, trigger_price,
            time_in_force, risk_decision_id, limits_version, stored_at, state, holds_slice, ended_at, reason_code, reason_message,
            retryable, retry_after, filled_quantity, query_count, not_found_count)
        SELECT *, 0, 0, 0 FROM unnest(
            $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24) AS u (id)
        ORDER BY u.id
        ON CONFLICT DO NOTHING
        """,
        [
            NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Numeric, NpgsqlDbType.Numeric,
            NpgsqlDbType.Numeric, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Bigint, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text,
            NpgsqlDbType.Boolean, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Boolean,
            NpgsqlDbType.Interval,
        ]);

    /// <summary>What may change of an attempt.</summary>
    public static readonly BulkStatement UpdateMany = new(
        BulkOrder.Update,
        """
        UPDATE exchange.attempts a SET
            state = u.state, holds_slice = u.holds_slice, venue_order_id = u.venue_order_id, accepted_at = u.accepted_at,
            ended_at = u.ended_at, unknown_at = u.unknown_at, reason_code = u.reason_code, reason_message = u.reason_message,
            retryable = u.retryable, retry_after = u.retry_after, evidence = u.evidence, filled_quantity = u.filled_quantity,
            next_query_at = u.next_query_at, query_count = u.query_count, not_found_count = u.not_found_count,
            last_not_found_at = u.last_not_found_at
        FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) AS u (
            client_order_id, state, holds_slice, venue_order_id, accepted_at, ended_at, unknown_at, reason_code, reason_message, retryable,
            retry_after, evidence, filled_quantity, next_query_at, query_count, not_found_count, last_not_found_at)
        WHERE a.client_order_id = u.client_order_id AND a.client_order_id = ANY ($1)
        """,
        [
            NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Boolean, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz,
            NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Boolean, NpgsqlDbType.Interval, NpgsqlDbType.Text,
            NpgsqlDbType.Numeric, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.TimestampTz,
        ]);

    /// <summary>The values of a new attempt, in the order of the columns; what only later reports can set is not among them.</summary>
    public static object?[] NewRow(Attempt attempt) =>
    [
        attempt.ClientOrderId, attempt.OrderId, attempt.Slice, attempt.Number, attempt.StrategyId, attempt.Account, attempt.Venue,
        attempt.Symbol, attempt.Side.ToString(), attempt.Type.ToString(), attempt.Quantity, attempt.LimitPrice, attempt.TriggerPrice,
        attempt.TimeInForce.ToString(), attempt.RiskDecisionId, attempt.LimitsVersion, attempt.StoredAt, attempt.State.ToString(),
        attempt.HoldsSlice, attempt.EndedAt, attempt.ReasonCode, attempt.ReasonMessage, attempt.Retryable, attempt.RetryAfter,
    ];

    /// <summary>The values that may change, after the id.</summary>
    public static object?[] ChangedRow(Attempt attempt) =>
    [
        attempt.ClientOrderId, attempt.State.ToString(), attempt.HoldsSlice, attempt.VenueOrderId, attempt.AcceptedAt, attempt.EndedAt,
        attempt.UnknownAt, attempt.ReasonCode, attempt.ReasonMessage, attempt.Retryable, attempt.RetryAfter, attempt.Evidence,
        attempt.FilledQuantity, attempt.NextQueryAt, attempt.QueryCount, attempt.NotFoundCount, attempt.LastNotFoundAt,
    ];

    /// <summary>Reads a row.</summary>
    public static Attempt Read(NpgsqlDataReader reader) => new()
    {
        ClientOrderId = reader.Value<string>("client_order_id"),
        OrderId = reader.Value<Guid>("order_id"),
        Slice = reader.Value<int>("slice"),
        Number = reader.Value<int>("number"),
        StrategyId = reader.Value<string>("strategy_id"),
        Account = reader.Value<string>("account"),
        Venue = reader.Value<string>("venue"),
        Symbol = reader.Value<string>("symbol"),
        Side = reader.Name<OrderSide>("side"),
        Type = reader.Name<OrderType>("type"),
        Quantity = reader.Value<decimal>("quantity"),
        LimitPrice = reader.Nullable<decimal>("limit_price"),
        TriggerPrice = reader.Nullable<decimal>("trigger_price"),
        TimeInForce = reader.Name<TimeInForce>("time_in_force"),
        RiskDecisionId = reader.Value<Guid>("risk_decision_id"),
        LimitsVersion = reader.Value<long>("limits_version"),
        StoredAt = reader.Value<DateTimeOffset>("stored_at"),
        State = reader.Name<AttemptState>("state"),
        HoldsSlice = reader.Value<bool>("holds_slice"),
        VenueOrderId = reader.Text("venue_order_id"),
        AcceptedAt = reader.Nullable<DateTimeOffset>("accepted_at"),
        EndedAt = reader.Nullable<DateTimeOffset>("ended_at"),
        UnknownAt = reader.Nullable<DateTimeOffset>("unknown_at"),
        ReasonCode = reader.Text("reason_code"),
        ReasonMessage = reader.Text("reason_message"),
        Retryable = reader.Value<bool>("retryable"),
        RetryAfter = reader.Nullable<TimeSpan>("retry_after"),
        Evidence = reader.Text("evidence"),
        FilledQuantity = reader.Value<decimal>("filled_quantity"),
        NextQueryAt = reader.Nullable<DateTimeOffset>("next_query_at"),
        QueryCount = reader.Value<int>("query_count"),
        NotFoundCount = reader.Value<int>("not_found_count"),
        LastNotFoundAt = reader.Nullable<DateTimeOffset>("last_not_found_at"),
    };
}
