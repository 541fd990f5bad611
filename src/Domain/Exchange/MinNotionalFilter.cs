using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MIN_NOTIONAL: the least value of an order in quote units.</summary>
/// <param name="NotionalMin">Least price × quantity.</param>
/// <param name="AppliesToMarket">Also for orders without a limit price, at the reference price; skipped where that is unknown.</param>
public sealed record MinNotionalFilter(decimal NotionalMin, bool AppliesToMarket) : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly Bounds _bounds = new(NotionalMin, 0, 0);

    /// <summary>Least price × quantity.</summary>
    public decimal NotionalMin { get; } = NotionalMin;

    /// <inheritdoc/>
    public override string Name => "MIN_NOTIONAL";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        order.Notional == 0 || (order.IsEstimated && !AppliesToMarket) || _bounds.AreSurelyKeptByProduct(order.Notional);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (OrderNotional.Of(order, market) is { } notional && (AppliesToMarket || !OrderNotional.IsEstimated(order)))
            _bounds.Check(this, "Notional", notional, ref breaches);
    }
}
