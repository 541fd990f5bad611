using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga;

/// <summary>Every log line of this project; ids 1000 to 1999.</summary>
internal static partial class Log
{
    [LoggerMessage(1000, LogLevel.Information, "Order {OrderId}: {From} to {To} by {EventName}")]
    public static partial void StatusChanged(ILogger logger, Guid orderId, OrderStatus? from, OrderStatus to, string eventName);

    [LoggerMessage(1001, LogLevel.Debug, "Order {OrderId}: {EventName} in {Status} is {Outcome}, nothing changed")]
    public static partial void EventHadNoEffect(ILogger logger, Guid orderId, string eventName, OrderStatus status, string outcome);

    [LoggerMessage(1002, LogLevel.Error, "Order {OrderId}: {EventName} in {Status} is a violation: {Violation}")]
    public static partial void Violation(ILogger logger, Guid orderId, string eventName, OrderStatus status, string violation);

    [LoggerMessage(1003, LogLevel.Warning, "Order {OrderId}: fill after {Status}, applied")]
    public static partial void LateFill(ILogger logger, Guid orderId, OrderStatus status);

    [LoggerMessage(1004, LogLevel.Error, "Order {OrderId} failed, a person must look: {Reason}")]
    public static partial void OrderFailed(ILogger logger, Guid orderId, string reason);

    [LoggerMessage(1005, LogLevel.Error, "Order {OrderId} has been {Status} since {Since}, a person must look")]
    public static partial void StatusTooOld(ILogger logger, Guid orderId, OrderStatus status, DateTimeOffset since);

    [LoggerMessage(1006, LogLevel.Error, "Order {OrderId}: {MessageType} has no line in state {State}, kept in the dead-letter ledger")]
    public static partial void EventUnhandled(ILogger logger, Guid orderId, string messageType, string state);

    [LoggerMessage(1007, LogLevel.Warning, "{MessageType} about order {OrderId}, which nobody submitted here, kept in the dead-letter ledger")]
    public static partial void OrderNotFound(ILogger logger, string messageType, Guid orderId);

    [LoggerMessage(1008, LogLevel.Warning, "Order {OrderId}: submitted again with other content by {StrategyId}, refused")]
    public static partial void DuplicateContent(ILogger logger, Guid orderId, string strategyId);

    [LoggerMessage(1009, LogLevel.Warning, "Order {OrderId}: {StrategyId} asked to cancel an order that it does not own, refused")]
    public static partial void NotTheOwner(ILogger logger, Guid orderId, string strategyId);

    [LoggerMessage(1010, LogLevel.Warning, "Order {OrderId}: attempt {Attempt} is due in {Delay}, the last one was not sent: {Reason}")]
    public static partial void AttemptScheduled(ILogger logger, Guid orderId, int attempt, TimeSpan delay, string reason);

    [LoggerMessage(1011, LogLevel.Information, "Cancel of order {OrderId} came before the order, tried again in {Delay}")]
    public static partial void CancelTooEarly(ILogger logger, Guid orderId, TimeSpan delay);

    [LoggerMessage(1012, LogLevel.Error, "Order {OrderId}: the venue reported {Missing} more filled than was told, a person must look")]
    public static partial void FillsMissing(ILogger logger, Guid orderId, decimal missing);

    [LoggerMessage(1100, LogLevel.Warning, "Body on {Queue} refused with {Code}, strategy {StrategyId} told about order {OrderId}: {Reason}")]
    public static partial void BodyDenied(ILogger logger, string queue, string code, string strategyId, Guid orderId, string reason);

    [LoggerMessage(1101, LogLevel.Warning, "Body on {Queue} refused with {Code}, nobody to tell, kept in the dead-letter ledger: {Reason}")]
    public static partial void BodyKept(ILogger logger, string queue, string code, string reason);

    [LoggerMessage(1200, LogLevel.Warning, "Looking for passed deadlines failed, next try in {Delay}")]
    public static partial void SweepFailed(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1201, LogLevel.Debug, "{Count} orders told that their deadline has passed")]
    public static partial void DeadlinesTold(ILogger logger, int count);
}
