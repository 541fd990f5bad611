using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_POSITION: base asset held plus all open buys, this one included; binds buys only.</summary>
/// <param name="PositionMax">Greatest base quantity.</param>
public sealed record MaxPositionFilter(decimal PositionMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_POSITION";

    /// <inheritdoc/>
    public override IEnumerable<FilterBreach> Check(CandidateOrder order, MarketReference market)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        return order.Side is Side.Buy
            ? Grid("Position", market.BaseBalance + market.OpenBuyQuantity + order.Quantity, 0, PositionMax, 0) : [];
    }
}
