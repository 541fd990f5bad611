using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_POSITION: base asset held plus all open buys, this one included; binds buys only.</summary>
/// <param name="PositionMax">Greatest base quantity.</param>
public sealed record MaxPositionFilter(decimal PositionMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_POSITION";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.Side is Side.Buy)
            Grid("Position", market.BaseBalance + market.OpenBuyQuantity + order.Quantity, 0, PositionMax, 0, ref breaches);
    }
}
