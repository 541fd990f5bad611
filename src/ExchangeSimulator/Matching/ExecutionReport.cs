namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// One thing that happened to one order, with the order's state just after it. The execution id grows over the whole venue and
/// orders the reports of an order; the cancel id is the cancel's own client id.
/// </summary>
internal sealed record ExecutionReport(
    long ExecutionId,
    ExecutionType Type,
    Order Order,
    OrderStatus Status,
    decimal Executed,
    decimal CumulativeQuote,
    decimal Quantity,
    bool IsOnBook,
    DateTimeOffset? WorkingAt,
    Fill? Fill,
    string? CancelId,
    ExpiryReason? ExpiryReason,
    DateTimeOffset At);
