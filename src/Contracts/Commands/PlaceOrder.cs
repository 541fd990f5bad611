namespace Bot3.Messaging.Contracts;

/// <summary>The saga asks the exchange worker to place one slice of an approved order.</summary>
public sealed record PlaceOrder
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The slice of the order, from 0.</summary>
    public required int Slice { get; init; }

    /// <summary>The attempt at this slice, from 0; a new one only after the last is proven not to have reached the venue.</summary>
    public required int Attempt { get; init; }

    /// <summary>The venue client order id: a pure function of order id, slice and attempt; at most 32 alphanumeric characters.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The order type.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Amount of the base asset for this slice.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price in the quote asset.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Trigger price in the quote asset.</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>How long the order stays in the book.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>The stored risk decision that allows this placement (invariant I4).</summary>
    public required Guid RiskDecisionId { get; init; }

    /// <summary>The version of the limits that the decision was made under.</summary>
    public required long LimitsVersion { get; init; }

    /// <summary>After this time the order must not be sent any more: a stale entry is never sent late.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>When the saga asked.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
