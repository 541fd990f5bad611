using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>NOTIONAL: the least and the greatest value of an order in quote units.</summary>
/// <param name="NotionalMin">Least price × quantity; 0 for none.</param>
/// <param name="MinAppliesToMarket">The least value also binds orders without a limit price.</param>
/// <param name="NotionalMax">Greatest price × quantity; 0 for none.</param>
/// <param name="MaxAppliesToMarket">The greatest value also binds orders without a limit price.</param>
public sealed record NotionalFilter(decimal NotionalMin, bool MinAppliesToMarket, decimal NotionalMax, bool MaxAppliesToMarket)
    : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly Bounds _bounds = new(NotionalMin, NotionalMax, 0);
    private readonly Bounds _boundsOfMarket = new(MinAppliesToMarket ? NotionalMin : 0, MaxAppliesToMarket ? NotionalMax : 0, 0);

    /// <summary>Least price × quantity; 0 for none.</summary>
    public decimal NotionalMin { get; } = NotionalMin;

    /// <summary>The least value also binds orders without a limit price.</summary>
    public bool MinAppliesToMarket { get; } = MinAppliesToMarket;

    /// <summary>Greatest price × quantity; 0 for none.</summary>
    public decimal NotionalMax { get; } = NotionalMax;

    /// <summary>The greatest value also binds orders without a limit price.</summary>
    public bool MaxAppliesToMarket { get; } = MaxAppliesToMarket;

    /// <inheritdoc/>
    public override string Name => "NOTIONAL";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order)
    {
        ref readonly var bounds = ref order.IsEstimated ? ref _boundsOfMarket : ref _bounds;
        return order.Notional == 0 || bounds.AreSurelyKeptByProduct(order.Notional);
    }

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (OrderNotional.Of(order, market) is { } notional)
            (OrderNotional.IsEstimated(order) ? _boundsOfMarket : _bounds).Check(this, "Notional", notional, ref breaches);
    }
}
