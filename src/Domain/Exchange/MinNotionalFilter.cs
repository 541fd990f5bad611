using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MIN_NOTIONAL: the least value of an order in quote units.</summary>
/// <param name="NotionalMin">Least price × quantity.</param>
/// <param name="AppliesToMarket">Also for orders without a limit price, at the reference price; skipped where that is unknown.</param>
public sealed record MinNotionalFilter(decimal NotionalMin, bool AppliesToMarket) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MIN_NOTIONAL";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (OrderNotional.Of(order, market) is { } notional && (AppliesToMarket || !OrderNotional.IsEstimated(order)))
            Grid("Notional", notional, NotionalMin, 0, 0, ref breaches);
    }
}
