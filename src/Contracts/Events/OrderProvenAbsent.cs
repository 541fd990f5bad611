namespace Bot3.Messaging.Contracts;

/// <summary>An order in doubt is proven not to be at the venue and never to have been.</summary>
public sealed record OrderProvenAbsent
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>How it was proven, for the audit trail.</summary>
    public required string Evidence { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
