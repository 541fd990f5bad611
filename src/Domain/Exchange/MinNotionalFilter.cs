namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MIN_NOTIONAL: the least value of an order in quote units.</summary>
/// <param name="NotionalMin">Least price × quantity.</param>
/// <param name="AppliesToMarket">Also for orders without a limit price, at the reference price; skipped where that is unknown.</param>
public sealed record MinNotionalFilter(decimal NotionalMin, bool AppliesToMarket) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MIN_NOTIONAL";

    /// <inheritdoc/>
    public override IEnumerable<FilterBreach> Check(CandidateOrder order, MarketReference market)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        if (OrderNotional.Of(order, market) is not { } notional || (OrderNotional.IsEstimated(order) && !AppliesToMarket))
            return [];
        return Grid("Notional", notional, NotionalMin, 0, 0);
    }
}
