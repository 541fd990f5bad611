namespace Bot3.Messaging.Contracts;

/// <summary>
/// The saga asks the risk worker to decide an order. Asked again with the same order id it gets the same, stored decision.
/// </summary>
public sealed record CheckRisk
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The order as the strategy submitted it.</summary>
    public required SubmitOrder Order { get; init; }

    /// <summary>When the saga asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
