using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_NUM_ALGO_ORDERS: open trigger orders of an account on the symbol, this one included.</summary>
/// <param name="OrdersMax">Greatest number.</param>
public sealed record MaxNumAlgoOrdersFilter(int OrdersMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_NUM_ALGO_ORDERS";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        !OrderTypes.HasTriggerPrice(order.Type) || order.OpenTriggerOrdersAfter <= OrdersMax;

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (OrderTypes.HasTriggerPrice(order.Type))
            Check("OpenTriggerOrders", market.OpenTriggerOrders + 1, 0, OrdersMax, ref breaches);
    }
}
