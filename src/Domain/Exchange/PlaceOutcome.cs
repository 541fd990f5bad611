using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>What became of an attempt to place an order: four outcomes, never fewer.</summary>
/// <remarks>Whoever cannot tell says <see cref="Unknown"/>: it is never sent again before the truth is known.</remarks>
public abstract record PlaceOutcome
{
    private PlaceOutcome()
    {
    }

    /// <summary>The venue has the order.</summary>
    /// <param name="VenueOrderId">The venue's number.</param>
    /// <param name="TransactedAt">The venue's time of acceptance.</param>
    /// <param name="CumulativeQuantity">Base units filled by that answer; the trades themselves come separately.</param>
    public sealed record Accepted(VenueOrderId VenueOrderId, DateTimeOffset TransactedAt, Quantity CumulativeQuantity = default)
        : PlaceOutcome;

    /// <summary>The venue said no; terminal for this order.</summary>
    /// <param name="Code">The venue's code, such as <c>-2010</c>.</param>
    /// <param name="Message">The venue's text, which is part of the meaning.</param>
    public sealed record Rejected(string Code, string Message) : PlaceOutcome;

    /// <summary>Provably never reached the venue's engine.</summary>
    /// <param name="Reason">Why, in words.</param>
    /// <param name="Retryable">False where another attempt would fail alike.</param>
    /// <param name="RetryAfter">The least time to wait, where the venue named one.</param>
    public sealed record NotSent(string Reason, bool Retryable, TimeSpan? RetryAfter = null) : PlaceOutcome;

    /// <summary>Maybe at the venue: time-outs, dropped sockets, 5xx, unreadable answers.</summary>
    /// <param name="Cause">What cut the answer off, in words.</param>
    public sealed record Unknown(string Cause) : PlaceOutcome;
}
