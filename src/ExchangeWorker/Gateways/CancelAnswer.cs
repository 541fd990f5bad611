using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>The answer to a cancel.</summary>
public abstract record CancelAnswer
{
    private CancelAnswer()
    {
    }

    /// <summary>The venue cancelled the order.</summary>
    /// <param name="Order">The order as answered, with what was executed.</param>
    public sealed record Cancelled(VenueOrder Order) : CancelAnswer;

    /// <summary>
    /// The venue refused. With <paramref name="OrderNotOpen"/> the order is filled, cancelled, expired or was never there: ask for it.
    /// </summary>
    /// <param name="Reason">The venue's code and text.</param>
    /// <param name="OrderNotOpen">Whether the venue says that no such order is open.</param>
    public sealed record Refused(RefusalReason Reason, bool OrderNotOpen) : CancelAnswer;

    /// <summary>No usable answer; the cancel may be repeated.</summary>
    /// <param name="Cause">What happened.</param>
    /// <param name="RetryAfter">How long to wait, if known.</param>
    public sealed record Unanswered(RefusalReason Cause, TimeSpan? RetryAfter) : CancelAnswer;
}
