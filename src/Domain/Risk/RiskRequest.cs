using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>An order as submitted: ids are read, numbers are raw, so that a bad number is denied with its reason.</summary>
public sealed record RiskRequest
{
    /// <summary>The caller's id.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>Who orders.</summary>
    public required StrategyId StrategyId { get; init; }

    /// <summary>Which account pays.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>The venue that the order would go to first.</summary>
    public required VenueId Venue { get; init; }

    /// <summary>What is traded.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How the order finds its price.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Base units.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Trigger price.</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>Stop-loss price; every order needs one.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Take-profit price.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>How long the order stays.</summary>
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>How sure the strategy is, 0 to 1; null where it does not say.</summary>
    public decimal? SignalConfidence { get; init; }

    /// <summary>The order's terms as exact types, or every reason why its numbers cannot be an order's.</summary>
    /// <remarks>These are denials already: no limits, market or balances are needed to tell.</remarks>
    public bool TryToTerms(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OrderTerms? terms,
        out IReadOnlyList<RiskVerdict> refusals)
    {
        refusals = RiskPolicy.CheckNumbers(this);
        terms = refusals.Count > 0 ? null : new OrderTerms
        {
            OrderId = OrderId,
            StrategyId = StrategyId,
            AccountId = AccountId,
            Symbol = Symbol,
            Side = Side,
            Type = Type,
            Quantity = Values.Quantity.Create(Quantity),
            LimitPrice = PriceOf(LimitPrice),
            TriggerPrice = PriceOf(TriggerPrice),
            StopLoss = PriceOf(StopLoss),
            TakeProfit = PriceOf(TakeProfit),
            TimeInForce = TimeInForce,
            ExpiresAt = ExpiresAt,
        };
        return terms is not null;
    }

    private static Price? PriceOf(decimal? value) => value is { } price ? Price.Create(price) : null;
}
