namespace Bot3.Messaging.Contracts;

/// <summary>The venue proved that the order is cancelled; fills up to then are kept.</summary>
public sealed record OrderCancelled
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>Amount of the base asset executed in all, as the venue says.</summary>
    public required decimal CumulativeQuantity { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
