using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Commands;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>The four outcomes of placing an order (DESIGN: never a fifth, never a guess).</summary>
public abstract record PlacementAnswer
{
    private PlacementAnswer()
    {
    }

    /// <summary>The venue has the order.</summary>
    /// <param name="Order">The order as answered.</param>
    /// <param name="Trades">Trades told in the same answer; the stream tells them again.</param>
    public sealed record Accepted(VenueOrder Order, IReadOnlyList<VenueTrade> Trades) : PlacementAnswer;

    /// <summary>The venue refused it: it is not and was not in the book.</summary>
    /// <param name="Reason">The venue's code and text.</param>
    public sealed record Rejected(RefusalReason Reason) : PlacementAnswer;

    /// <summary>It provably never reached the engine.</summary>
    /// <param name="Reason">Why.</param>
    /// <param name="Retryable">Whether another attempt may succeed.</param>
    /// <param name="RetryAfter">How long to wait, if known.</param>
    public sealed record NotSent(RefusalReason Reason, bool Retryable, TimeSpan? RetryAfter) : PlacementAnswer
    {
        /// <summary>The answer for an order that its worker may not send any more.</summary>
        public static NotSent TooLate() => new(
            new RefusalReason
            {
                Code = RefusalCodes.NotSentInTime,
                Message = "the worker lost the lease, or was held up, between storing the attempt and sending it",
            },
            Retryable: true,
            RetryAfter: null);
    }

    /// <summary>Nobody knows.</summary>
    /// <param name="Cause">What happened.</param>
    public sealed record Unknown(RefusalReason Cause) : PlacementAnswer;
}
