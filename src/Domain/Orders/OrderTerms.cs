using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>What was ordered: the part of an order that only a modification changes.</summary>
public sealed record OrderTerms
{
    /// <summary>The caller's id; the idempotency key.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Who ordered.</summary>
    public required StrategyId StrategyId { get; init; }

    /// <summary>Which account pays.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>What is traded.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How the order finds its price.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Base units ordered, above zero.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Limit price; only for types that have one.</summary>
    public Price? LimitPrice { get; init; }

    /// <summary>Trigger price; only for types that have one.</summary>
    public Price? TriggerPrice { get; init; }

    /// <summary>Where the protective stop goes; its absence is denied by risk.</summary>
    public Price? StopLoss { get; init; }

    /// <summary>Where the profit is taken; optional.</summary>
    public Price? TakeProfit { get; init; }

    /// <summary>How long the order stays.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>When it expires; only for good-till-date.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
