namespace Bot3.Messaging.Contracts;

/// <summary>The venue refused the order: it never was in the book.</summary>
public sealed record OrderRejected
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's reason, with its code and text.</summary>
    public required RefusalReason Reason { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
