namespace Bot3.Messaging.Contracts;

/// <summary>A strategy asks for its order to be cancelled. Public: also taken as raw JSON.</summary>
public sealed record CancelOrder
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The strategy that owns the order; another strategy's order is not cancelled.</summary>
    public required string StrategyId { get; init; }

    /// <summary>Why, in the strategy's words; at most 256 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>When the strategy asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
