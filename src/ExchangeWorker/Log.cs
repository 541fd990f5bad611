using Bot3.Messaging.ExchangeWorker.Attempts;

namespace Bot3.Messaging.ExchangeWorker;

/// <summary>Everything that the exchange worker says; event ids 3000 to 3499 (its gateways: 3500 to 3999).</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Information, "Order {OrderId} sent as {ClientOrderId}: {Outcome}")]
    public static partial void Placed(ILogger logger, Guid orderId, string clientOrderId, string outcome);

    [LoggerMessage(3001, LogLevel.Warning, "Order {OrderId} was not sent as {ClientOrderId}: {Code}, {Reason}")]
    public static partial void Refused(ILogger logger, Guid orderId, string clientOrderId, string code, string reason);

    [LoggerMessage(3002, LogLevel.Error, "Order {OrderId} must not be sent as {ClientOrderId}: {Code}, {Reason}")]
    public static partial void RefusedAlarm(ILogger logger, Guid orderId, string clientOrderId, string code, string reason);

    [LoggerMessage(3003, LogLevel.Warning, "Nobody knows whether the venue has {ClientOrderId} of order {OrderId}: {Code}, {Reason}")]
    public static partial void OutcomeUnknown(ILogger logger, string clientOrderId, Guid orderId, string code, string reason);

    [LoggerMessage(3004, LogLevel.Information, "{ClientOrderId} of order {OrderId} is proven absent: {Evidence}")]
    public static partial void ProvenAbsent(ILogger logger, string clientOrderId, Guid orderId, string evidence);

    [LoggerMessage(3005, LogLevel.Error, "The venue has {ClientOrderId} of order {OrderId}, which was told as {State}: a person must look")]
    public static partial void VenueContradictsAttempt(ILogger logger, string clientOrderId, Guid orderId, AttemptState state);

    [LoggerMessage(3006, LogLevel.Error, "{ClientOrderId} of order {OrderId} executed {Filled} of {Quantity}: more than ordered")]
    public static partial void OverFilled(ILogger logger, string clientOrderId, Guid orderId, decimal filled, decimal quantity);

    [LoggerMessage(3007, LogLevel.Warning,
        "Answer {Answer} for {ClientOrderId} contradicts what the venue said before; its earlier word stands")]
    public static partial void AnswerContradicted(ILogger logger, string answer, string clientOrderId);

    [LoggerMessage(3008, LogLevel.Information, "Order {ClientOrderId} waits for account {Account}; it is taken up again at {DueAt}")]
    public static partial void Deferred(ILogger logger, string clientOrderId, string account, DateTimeOffset dueAt);

    [LoggerMessage(3009, LogLevel.Warning, "No usable answer to the cancel of {ClientOrderId} after {Tries} tries: {Reason}")]
    public static partial void CancelUnanswered(ILogger logger, string clientOrderId, int tries, string reason);

    [LoggerMessage(3010, LogLevel.Warning, "Asked about {ClientOrderId} of order {OrderId}, of which no attempt is stored")]
    public static partial void AttemptMissing(ILogger logger, string clientOrderId, Guid orderId);

    [LoggerMessage(3011, LogLevel.Warning, "The venue does not know {ClientOrderId} of order {OrderId}, which it had taken; asking on")]
    public static partial void KnownOrderNotFound(ILogger logger, string clientOrderId, Guid orderId);

    [LoggerMessage(3012, LogLevel.Warning, "Absence of {ClientOrderId} is not proven: {Obstacle}")]
    public static partial void AbsenceNotProven(ILogger logger, string clientOrderId, string obstacle);

    [LoggerMessage(3020, LogLevel.Information, "Account {Account}: lease taken with token {Token}")]
    public static partial void LeaseTaken(ILogger logger, string account, long token);

    [LoggerMessage(3021, LogLevel.Warning, "Account {Account}: lease with token {Token} lost; its orders and its stream stop here")]
    public static partial void LeaseLost(ILogger logger, string account, long token);

    [LoggerMessage(3022, LogLevel.Warning, "Account {Account}: the lease cannot be reached ({Reason}); trying on")]
    public static partial void LeaseUnreachable(ILogger logger, string account, string reason);

    [LoggerMessage(3023, LogLevel.Error, "Account {Account}: work under the lease failed; starting over")]
    public static partial void AccountFailed(ILogger logger, Exception exception, string account);

    [LoggerMessage(3024, LogLevel.Information, "Account {Account}: stopped")]
    public static partial void AccountStopped(ILogger logger, string account);

    [LoggerMessage(3030, LogLevel.Information, "Account {Account}: stream open; reconciling before new orders")]
    public static partial void StreamOpened(ILogger logger, string account);

    [LoggerMessage(3031, LogLevel.Warning, "Account {Account}: stream lost ({Reason}); new orders wait")]
    public static partial void StreamClosed(ILogger logger, string account, string reason);

    [LoggerMessage(3032, LogLevel.Information, "Account {Account}: reconciled; new orders go out")]
    public static partial void PlacementsOpen(ILogger logger, string account);

    [LoggerMessage(3033, LogLevel.Warning, "Account {Account}: reconciliation incomplete ({Reason}); trying again")]
    public static partial void ReconciliationIncomplete(ILogger logger, string account, string reason);

    [LoggerMessage(3034, LogLevel.Error,
        "Account {Account}: the venue has open order {ClientOrderId} on {Symbol} under an id of ours, but no attempt is stored")]
    public static partial void OrphanOrder(ILogger logger, string account, string clientOrderId, string symbol);

    [LoggerMessage(3035, LogLevel.Error, "Account {Account}: {Loop} failed; trying again")]
    public static partial void LoopFailed(ILogger logger, Exception exception, string account, string loop);

    [LoggerMessage(3036, LogLevel.Error, "Account {Account}: the stream ended by itself; starting over")]
    public static partial void StreamEnded(ILogger logger, string account);

    [LoggerMessage(3040, LogLevel.Warning, "Account {Account}: no {Snapshot} to broadcast ({Reason}); trying on in silence")]
    public static partial void BroadcastFailing(ILogger logger, string account, string snapshot, string reason);

    [LoggerMessage(3041, LogLevel.Information, "Account {Account}: {Snapshot} is broadcast again")]
    public static partial void BroadcastRecovered(ILogger logger, string account, string snapshot);

    [LoggerMessage(3050, LogLevel.Information, "Account {Account}: difference {Kind} of {Subject} found: {Text}")]
    public static partial void DifferenceFound(ILogger logger, string account, string kind, string subject, string text);

    [LoggerMessage(3051, LogLevel.Error,
        "Account {Account}: difference {Kind} of {Subject} is there since {Age} and nothing explains it: {Text}; a person must look")]
    public static partial void DifferenceStays(ILogger logger, string account, string kind, string subject, TimeSpan age, string text);

    [LoggerMessage(3052, LogLevel.Information, "Account {Account}: difference {Kind} of {Subject} is gone after {Age}")]
    public static partial void DifferenceGone(ILogger logger, string account, string kind, string subject, TimeSpan age);
}
