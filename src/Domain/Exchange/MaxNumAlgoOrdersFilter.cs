using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MAX_NUM_ALGO_ORDERS: open trigger orders of an account on the symbol, this one included.</summary>
/// <param name="OrdersMax">Greatest number.</param>
public sealed record MaxNumAlgoOrdersFilter(int OrdersMax) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MAX_NUM_ALGO_ORDERS";

    /// <inheritdoc/>
    public override IEnumerable<FilterBreach> Check(CandidateOrder order, MarketReference market)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(market);
        return OrderTypes.HasTriggerPrice(order.Type) ? Grid("OpenTriggerOrders", market.OpenTriggerOrders + 1, 0, OrdersMax, 0) : [];
    }
}
