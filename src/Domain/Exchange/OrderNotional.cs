using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>The value that a venue's notional filters look at.</summary>
internal static class OrderNotional
{
    /// <summary>Quote units: quantity at the limit price, else the trigger price, else the reference; null where none is known.</summary>
    public static decimal? Of(in CandidateOrder order, in MarketReference market) =>
        order.Quantity * (order.LimitPrice ?? order.TriggerPrice ?? market.Price);

    /// <summary>True for orders whose value a venue can only estimate.</summary>
    public static bool IsEstimated(in CandidateOrder order) => OrderTypes.TradesAtMarket(order.Type);
}
