namespace Bot3.Messaging.Contracts;

/// <summary>The venue ended the order: an immediate order's rest, no liquidity, or a rule of its own.</summary>
public sealed record OrderExpired
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The venue's reason, if it gave one.</summary>
    public string? Reason { get; init; }

    /// <summary>Amount of the base asset executed in all, as the venue says.</summary>
    public required decimal CumulativeQuantity { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
