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
    /// <inheritdoc/>
    public override string Name => "NOTIONAL";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (OrderNotional.Of(order, market) is not { } notional)
            return;
        var estimated = OrderNotional.IsEstimated(order);
        var min = estimated && !MinAppliesToMarket ? 0 : NotionalMin;
        var max = estimated && !MaxAppliesToMarket ? 0 : NotionalMax;
        Grid("Notional", notional, min, max, 0, ref breaches);
    }
}
