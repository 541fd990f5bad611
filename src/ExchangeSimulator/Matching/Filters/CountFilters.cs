using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Filters;

/// <summary>The filters on what an account has open (PROTOCOL §7): on the symbol, then over the whole exchange.</summary>
internal sealed class CountFilters(OpenOrderCounts counts, ExchangeLimits exchange)
{
    /// <summary>The first filter that new orders break together, null if they break none.</summary>
    public VenueRefusal? Broken(Account account, SymbolRules rules, IReadOnlyList<NewOrder> orders, bool isList)
    {
        var added = Count(orders, isList);
        var open = counts.On(account, rules.Name);
        var options = rules.Options;
        if (Exceeds(open.Algo, added.Algo, options.AlgoOrdersMax))
            return Refusals.Filter("MAX_NUM_ALGO_ORDERS");
        if (Exceeds(open.Icebergs, added.Icebergs, options.IcebergOrdersMax))
            return Refusals.Filter("MAX_NUM_ICEBERG_ORDERS");
        if (Exceeds(open.Orders, added.Orders, options.OpenOrdersMax))
            return Refusals.Filter("MAX_NUM_ORDERS");
        if (Exceeds(open.Lists, added.Lists, options.OrderListsMax))
            return Refusals.Filter("MAX_NUM_ORDER_LISTS");
        return BrokenPosition(account, rules, orders) ?? BrokenOnExchange(counts.Of(account), added);
    }

    private VenueRefusal? BrokenOnExchange(OpenOrderCounts.Counts open, OpenOrderCounts.Counts added)
    {
        if (Exceeds(open.Algo, added.Algo, exchange.AlgoOrdersMax))
            return Refusals.Filter("EXCHANGE_MAX_NUM_ALGO_ORDERS");
        if (Exceeds(open.Icebergs, added.Icebergs, exchange.IcebergOrdersMax))
            return Refusals.Filter("EXCHANGE_MAX_NUM_ICEBERG_ORDERS");
        if (Exceeds(open.Orders, added.Orders, exchange.OpenOrdersMax))
            return Refusals.Filter("EXCHANGE_MAX_NUM_ORDERS");
        return Exceeds(open.Lists, added.Lists, exchange.OrderListsMax) ? Refusals.Filter("EXCHANGE_MAX_NUM_ORDER_LISTS") : null;
    }

    private static VenueRefusal? BrokenPosition(Account account, SymbolRules rules, IReadOnlyList<NewOrder> orders)
    {
        var bought = orders.Where(order => order.Side == Side.Buy).Sum(order => order.Quantity);
        if (rules.Options.PositionMax == 0 || bought == 0)
            return null;
        var balance = account.Of(rules.BaseAsset);
        var open = account.OpenOrders.Values
            .Where(order => order.Symbol == rules && order.Side == Side.Buy)
            .Sum(order => order.Remaining);
        return balance.Free + balance.Locked + open + bought > rules.Options.PositionMax ? Refusals.Filter("MAX_POSITION") : null;
    }

    // An order that cannot rest does not count towards the resting ones, unless it waits in a list.
    private static OpenOrderCounts.Counts Count(IReadOnlyList<NewOrder> orders, bool isList) => new(
        orders.Count(order => isList || order.Type != OrderType.Market),
        orders.Count(order => order.Type.IsTriggered()),
        orders.Count(order => order.IcebergQuantity != 0),
        isList ? 1 : 0);

    private static bool Exceeds(int open, int added, int? max) => added > 0 && open + added > max;
}
