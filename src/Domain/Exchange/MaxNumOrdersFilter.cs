using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_NUM_ORDERS: open orders of an account on the symbol, this one included.</summary>
/// <param name="OrdersMax">Greatest number.</param>
public sealed record MaxNumOrdersFilter(int OrdersMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_NUM_ORDERS";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) => order.OpenOrdersAfter <= OrdersMax;

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        Check("OpenOrders", market.OpenOrders + 1, 0, OrdersMax, ref breaches);
    }
}
