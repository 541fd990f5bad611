namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>The saga tells itself, later, that the wait before another attempt is over.</summary>
public sealed record NextAttemptDue
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The attempt to make, from 1; stale when the order has moved on.</summary>
    public required int Attempt { get; init; }

    /// <summary>When the wait began.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
