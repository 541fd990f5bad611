namespace Bot3.Messaging.Contracts;

/// <summary>The sweeper tells the saga that an order has been in a status longer than that status may last.</summary>
public sealed record OrderDeadlineElapsed
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The status whose deadline passed; stale when the order has moved on.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>The deadline that passed; stale when the order has a later one.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>When the sweeper noticed.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
