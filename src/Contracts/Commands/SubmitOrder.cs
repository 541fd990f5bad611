namespace Bot3.Messaging.Contracts;

/// <summary>
/// A strategy asks for an order. Public: strategies in any language send it as raw JSON. The order id is the idempotency key.
/// </summary>
public sealed record SubmitOrder
{
    /// <summary>Made by the caller before sending (UUIDv7 advised) and re-used on every retry.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The strategy; 1–64 of letters, digits, dot, underscore, hyphen. Also the routing key of its status events.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The signal that led to the order, if the strategy names its signals; at most 64 characters.</summary>
    public string? SignalId { get; init; }

    /// <summary>How sure the strategy is, 0 to 1.</summary>
    public decimal? SignalConfidence { get; init; }

    /// <summary>The account to trade on; 1–64 of letters, digits, dot, underscore, hyphen.</summary>
    public required string Account { get; init; }

    /// <summary>
    /// Venues in preference, for example <c>["binance"]</c>; empty leaves the choice to the account's configuration. At most 8.
    /// </summary>
    public IReadOnlyList<string> Venues { get; init; } = [];

    /// <summary>The pair as <c>BASE/QUOTE</c>, for example <c>BTC/USDT</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The order type.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Amount of the base asset; above zero and on the venue's lot grid.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price in the quote asset; required for limit types, not allowed for market types.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Trigger price in the quote asset; required for stop-loss and take-profit types.</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>
    /// Stop-loss price in the quote asset. Mandatory for every order: without it the order is denied with <c>StopLossMissing</c>.
    /// </summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Take-profit price in the quote asset.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>How long the order stays in the book.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>Expiry of a <see cref="TimeInForce.Gtd"/> order.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When the strategy made the order.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}
