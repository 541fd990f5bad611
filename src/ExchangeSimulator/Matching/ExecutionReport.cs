using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// One thing that happened to one order, with the order's state just after it. The execution id grows over the whole venue and
/// orders the reports of an order.
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
    DateTimeOffset At)
{
    public Fill? Fill { get; init; }

    /// <summary>The client id as of this report: the cancel's own id for a cancel, the new one for an amendment.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The order's id when a cancel or an amendment gave another; empty otherwise.</summary>
    public string OriginalClientOrderId { get; init; } = "";

    public ExpiryReason? ExpiryReason { get; init; }

    public RejectReason RejectReason { get; init; }

    /// <summary>Quantity lost to self-trade prevention over the order's life.</summary>
    public decimal Prevented { get; init; }

    /// <summary>The prevented match that this report is about.</summary>
    public PreventedMatch? PreventedMatch { get; init; }
}
