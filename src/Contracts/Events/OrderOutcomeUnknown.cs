namespace Bot3.Messaging.Contracts;

/// <summary>
/// Nobody knows whether the venue has the order: no answer, a broken connection, a 5xx. It is being found out, and never sent again
/// before.
/// </summary>
public sealed record OrderOutcomeUnknown
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>What made the outcome unknown.</summary>
    public required RefusalReason Cause { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
