using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_NUM_ORDERS: open orders of an account on the symbol, this one included.</summary>
/// <param name="OrdersMax">Greatest number.</param>
public sealed record MaxNumOrdersFilter(int OrdersMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_NUM_ORDERS";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        Count("OpenOrders", market.OpenOrders + 1, 0, OrdersMax, ref breaches);
    }
}
