using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Attempts as rows; a unique index holds "one attempt per slice" whatever the callers do.</summary>
internal sealed class PostgresAttemptStore : IAttemptStore
{
    public async ValueTask<bool> TryAddAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
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
            attempt.ClientOrderId, attempt.OrderId, attempt.Slice, attempt.Number, attempt.StrategyId, attempt.Account, attempt.Venue,
            attempt.Symbol, attempt.Side.ToString(), attempt.Type.ToString(), attempt.Quantity, attempt.LimitPrice, attempt.TriggerPrice,
            attempt.TimeInForce.ToString(), attempt.RiskDecisionId, attempt.LimitsVersion, attempt.StoredAt, attempt.State.ToString(),
            attempt.HoldsSlice, attempt.EndedAt, attempt.ReasonCode, attempt.ReasonMessage, attempt.Retryable, attempt.RetryAfter);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask UpdateAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
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
            attempt.ClientOrderId, attempt.State.ToString(), attempt.HoldsSlice, attempt.VenueOrderId, attempt.AcceptedAt, attempt.EndedAt,
            attempt.UnknownAt, attempt.ReasonCode, attempt.ReasonMessage, attempt.Retryable, attempt.RetryAfter, attempt.Evidence,
            attempt.FilledQuantity, attempt.NextQueryAt, attempt.QueryCount, attempt.NotFoundCount, attempt.LastNotFoundAt);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw new InvalidOperationException($"attempt {attempt.ClientOrderId} is not stored");
    }

    public ValueTask<Attempt?> LockAsync(IDurableSession session, string account, string clientOrderId, CancellationToken cancellationToken) =>
        FindAsync(session, "client_order_id = $2 AND account = $1 FOR UPDATE", cancellationToken, account, clientOrderId);

    public ValueTask<Attempt?> LockByVenueOrderAsync(
        IDurableSession session, string account, string symbol, string venueOrderId, CancellationToken cancellationToken) => FindAsync(
        session, "account = $1 AND symbol = $2 AND venue_order_id = $3 FOR UPDATE", cancellationToken, account, symbol, venueOrderId);

    public ValueTask<Attempt?> FindSliceHolderAsync(IDurableSession session, Guid orderId, int slice, CancellationToken cancellationToken) =>
        FindAsync(session, "order_id = $1 AND slice = $2 AND holds_slice", cancellationToken, orderId, slice);

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
            found.Add(Read(reader));
        return found;
    }

    private static Attempt Read(NpgsqlDataReader reader) => new()
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
