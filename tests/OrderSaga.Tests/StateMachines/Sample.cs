using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>Messages about one order.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Start = new(2026, 2, 7, 12, 0, 0, TimeSpan.Zero);

    public static SubmitOrder Submit(Guid? orderId = null) => new()
    {
        OrderId = orderId ?? Guid.CreateVersion7(Start), StrategyId = "trend", Account = "main", Venues = ["binance"], Symbol = "BTC/USDT",
        Side = OrderSide.Buy, Type = OrderType.Limit, Quantity = 2m, LimitPrice = 100m, StopLoss = 90m, CreatedAt = Start,
    };

    public static RiskApproved Approved(Guid orderId) => new()
    {
        OrderId = orderId, DecisionId = new Guid("11111111-1111-4111-8111-111111111111"), LimitsVersion = 7, Venue = "binance",
            OccurredAt = Start,
    };

    public static RiskDenied Denied(Guid orderId) => new()
    {
        OrderId = orderId, DecisionId = new Guid("11111111-1111-4111-8111-111111111111"), LimitsVersion = 7,
        Reasons = [new RefusalReason { Code = "StopLossMissing", Message = "No stop-loss." }], OccurredAt = Start,
    };

    public static string ClientId(Guid orderId, int attempt = 0) => ClientOrderId.For(OrderId.Create(orderId), 0, attempt).Value;

    public static OrderAccepted Accepted(Guid orderId) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance", VenueOrderId = "4711", OccurredAt = Start,
    };

    public static OrderRejected Rejected(Guid orderId) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance",
        Reason = new RefusalReason { Code = "-2010", Message = "Account has insufficient balance." }, OccurredAt = Start,
    };

    public static OrderNotSent NotSent(Guid orderId, int attempt = 0, bool retryable = true, TimeSpan? retryAfter = null) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId, attempt), Account = "main", Venue = "binance",
        Reason = new RefusalReason { Code = "ConnectionRefused", Message = "No connection." }, Retryable = retryable, RetryAfter = retryAfter,
        OccurredAt = Start,
    };

    public static OrderOutcomeUnknown Doubt(Guid orderId, int attempt = 0) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId, attempt), Account = "main", Venue = "binance",
        Cause = new RefusalReason { Code = "Timeout", Message = "No answer in 5 s." }, OccurredAt = Start,
    };

    public static OrderProvenAbsent Absent(Guid orderId, int attempt = 0) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId, attempt), Account = "main", Venue = "binance",
        Evidence = "Not among open orders nor trades for 30 s.", OccurredAt = Start,
    };

    public static OrderFilled Fill(Guid orderId, string tradeId, decimal quantity, decimal price = 100m) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance", StrategyId = "trend", Symbol = "BTC/USDT",
        Side = OrderSide.Buy, VenueOrderId = "4711", TradeId = tradeId, Price = price, Quantity = quantity, Fee = 0.01m, FeeAsset = "BNB",
        IsMaker = false, OrderQuantity = 2m, OccurredAt = Start,
    };

    public static OrderCancelled Cancelled(Guid orderId, decimal filled = 0m) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance", CumulativeQuantity = filled,
            OccurredAt = Start,
    };

    public static OrderExpired Expired(Guid orderId, decimal filled = 0m) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance", CumulativeQuantity = filled,
        Reason = "EXPIRED", OccurredAt = Start,
    };

    public static OrderCancelRejected CancelRejected(Guid orderId) => new()
    {
        OrderId = orderId, ClientOrderId = ClientId(orderId), Account = "main", Venue = "binance",
        Reason = new RefusalReason { Code = "-2011", Message = "Unknown order sent." }, OccurredAt = Start,
    };

    public static CancelOrder Cancel(Guid orderId, string strategyId = "trend") => new()
    {
        OrderId = orderId, StrategyId = strategyId, Reason = "signal gone", RequestedAt = Start,
    };
}
