namespace Bot3.Messaging.Contracts;

/// <summary>
/// The saga asks the exchange worker for the truth about an order that has been silent too long or is in doubt. Answered by the facts
/// found, never by placing again.
/// </summary>
public sealed record ResolveVenueOrder
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>When the saga asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
