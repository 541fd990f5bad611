namespace Bot3.Messaging.Contracts;

/// <summary>Public: tells a strategy how its order moves. Raw JSON on a topic exchange; the routing key is the strategy id.</summary>
public sealed record OrderStatusChanged
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Counts the changes of one order from 1: a gap or a lower number tells of lost or reordered events.</summary>
    public required int Sequence { get; init; }

    /// <summary>The status before; null for the first.</summary>
    public OrderStatus? PreviousStatus { get; init; }

    /// <summary>The status now. A fill that does not change the status is told as well.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Amount of the base asset executed so far.</summary>
    public required decimal FilledQuantity { get; init; }

    /// <summary>Amount of the base asset still to execute; 0 in terminal statuses.</summary>
    public required decimal RemainingQuantity { get; init; }

    /// <summary>Average price of the fills in the quote asset; null without fills.</summary>
    public decimal? AveragePrice { get; init; }

    /// <summary>Why, for refusals and failures; empty otherwise.</summary>
    public IReadOnlyList<RefusalReason> Reasons { get; init; } = [];

    /// <summary>When it happened.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
