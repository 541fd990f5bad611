namespace Bot3.Messaging.Contracts;

/// <summary>The order provably never reached the venue's engine: safe to try again or elsewhere.</summary>
public sealed record OrderNotSent
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>Why it was not sent.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>Whether another attempt may succeed.</summary>
    public required bool Retryable { get; init; }

    /// <summary>How long to wait before another attempt, if the venue said so.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
