using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>The filters that a single order must pass (PROTOCOL §7), in the order in which the venue names them.</summary>
internal static class OrderFilters
{
    /// <exception cref="VenueRefusal">A filter is broken; the text names it.</exception>
    public static void Check(Account account, SymbolMarket market, NewOrder order, DateTimeOffset now)
    {
        var rules = market.Rules;
        var reference = market.Tape.AveragePrice(now);
        if (order.Price != 0)
            CheckPrice(rules, order.Price);
        if (order.StopPrice != 0)
            CheckPrice(rules, order.StopPrice);
        if (order.Price != 0)
            CheckPercentPrice(rules, order, reference);
        if (order.Quantity != 0)
            CheckQuantity(rules, order);
        CheckNotional(rules, order, reference);
        if (!account.IsHouse)
            CheckCounts(account, rules, order);
    }

    private static void CheckPrice(SymbolRules rules, decimal price)
    {
        if (price < rules.TickSize || price > rules.Options.PriceMax || price % rules.TickSize != 0)
            throw Refusals.Filter("PRICE_FILTER");
    }

    private static void CheckPercentPrice(SymbolRules rules, NewOrder order, decimal reference)
    {
        var factor = order.Price / reference;
        if (factor < rules.Options.PriceFactorDown || factor > rules.Options.PriceFactorUp)
            throw Refusals.Filter("PERCENT_PRICE_BY_SIDE");
    }

    private static void CheckQuantity(SymbolRules rules, NewOrder order)
    {
        if (order.Quantity < rules.StepSize || order.Quantity > rules.Options.QuantityMax || order.Quantity % rules.StepSize != 0)
            throw Refusals.Filter("LOT_SIZE");
        if (order.Type == OrderType.Market && order.Quantity > rules.Options.MarketQuantityMax)
            throw Refusals.Filter("MARKET_LOT_SIZE");
    }

    private static void CheckNotional(SymbolRules rules, NewOrder order, decimal reference)
    {
        var notional = order.QuoteQuantity != 0
            ? order.QuoteQuantity
            : order.Quantity * (order.Price != 0 ? order.Price : order.StopPrice != 0 ? order.StopPrice : reference);
        if (notional < rules.Options.NotionalMin || notional > rules.Options.NotionalMax)
            throw Refusals.Filter("NOTIONAL");
    }

    private static void CheckCounts(Account account, SymbolRules rules, NewOrder order)
    {
        var open = 0;
        var algo = 0;
        foreach (var other in account.OpenOrders.Values.Where(other => other.Symbol == rules))
        {
            open++;
            if (other is { IsStop: true, IsWorking: false })
                algo++;
        }

        var isAlgo = order.Type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;
        if (isAlgo && algo >= rules.Options.AlgoOrdersMax)
            throw Refusals.Filter("MAX_NUM_ALGO_ORDERS");
        // An order that cannot rest does not count towards the resting ones.
        if (order.Type != OrderType.Market && open >= rules.Options.OpenOrdersMax)
            throw Refusals.Filter("MAX_NUM_ORDERS");
    }
}
