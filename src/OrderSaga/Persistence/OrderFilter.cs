using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>Which orders to list; every member narrows.</summary>
public sealed record OrderFilter
{
    /// <summary>Only in these statuses; empty for all.</summary>
    public IReadOnlyList<OrderStatus> Statuses { get; init; } = [];

    /// <summary>Only of this strategy.</summary>
    public string? StrategyId { get; init; }

    /// <summary>Only taken in at or after this time.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only taken in before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At most so many, the newest first; 1 to 10,000.</summary>
    public int Limit { get; init; } = 100;
}
