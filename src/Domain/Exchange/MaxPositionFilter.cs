using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_POSITION: base asset held plus all open buys, this one included; binds buys only.</summary>
/// <param name="PositionMax">Greatest base quantity.</param>
public sealed record MaxPositionFilter(decimal PositionMax) : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly Bounds _bounds = new(0, PositionMax, 0);

    /// <summary>Greatest base quantity.</summary>
    public decimal PositionMax { get; } = PositionMax;

    /// <inheritdoc/>
    public override string Name => "MAX_POSITION";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        order.Side is not Side.Buy || _bounds.AreSurelyKept(order.PositionAfter);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.Side is Side.Buy)
            _bounds.Check(this, "Position", market.BaseBalance + market.OpenBuyQuantity + order.Quantity, ref breaches);
    }
}
