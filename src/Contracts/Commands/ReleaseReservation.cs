namespace Bot3.Messaging.Contracts;

/// <summary>
/// The saga tells the risk worker that an order will not execute any further: what is reserved beyond its fills is free again.
/// </summary>
public sealed record ReleaseReservation
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The terminal status.</summary>
    public required OrderStatus FinalStatus { get; init; }

    /// <summary>Amount of the base asset executed in all, as far as the venue has said.</summary>
    public required decimal FilledQuantity { get; init; }

    /// <summary>When the order ended.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
