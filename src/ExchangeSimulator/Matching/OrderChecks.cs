using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Every check that an order meets before the engine takes it, funds excepted.</summary>
internal static class OrderChecks
{
    /// <summary>
    /// Gives a pegged order that works at once its price, and every order its self-trade mode.
    /// </summary>
    /// <exception cref="VenueRefusal">The book has no such level.</exception>
    public static NewOrder Resolve(SymbolMarket market, NewOrder order)
    {
        if (order.Peg is not { } peg || order.Type.IsTriggered())
            return order;
        return order with { PeggedPrice = peg.PriceFor(order.Side, market.Book) ?? throw Refusals.TooThinForPeg() };
    }

    /// <summary>The first check that a single order fails, null if it passes all but the funds.</summary>
    public static VenueRefusal? Refused(Account account, SymbolMarket market, NewOrder order, CountFilters counts, DateTimeOffset now) =>
        RefusedByFilters(account, market, order, counts, now) ?? RefusedByEngine(account, market, order);

    /// <summary>The checks that come before the engine: symbol and filters.</summary>
    public static VenueRefusal? RefusedByFilters(
        Account account, SymbolMarket market, NewOrder order, CountFilters counts, DateTimeOffset now) =>
        SymbolFlags.Refused(market.Rules.Options, order)
        ?? ValueFilters.Broken(market, order, now)
        ?? (account.IsHouse ? null : counts.Broken(account, market.Rules, [order], isList: false));

    public static VenueRefusal? RefusedByEngine(Account account, SymbolMarket market, NewOrder order) =>
        RefusedId(account, market, order) ?? RefusedByMarket(market, order);

    public static VenueRefusal? RefusedId(Account account, SymbolMarket market, NewOrder order) =>
        order.ClientOrderId is { } id && account.OpenOrders.ContainsKey((market.Rules.Name, id)) ? Refusals.Duplicate() : null;

    /// <summary>What the prices of the moment forbid.</summary>
    public static VenueRefusal? RefusedByMarket(SymbolMarket market, NewOrder order)
    {
        if (order.Type == OrderType.LimitMaker && market.Book.WouldMatch(order.Side, order.Limit))
            return Refusals.WouldMatch();
        return order.StopPrice != 0 && StopTrigger.IsReached(order, market.Tape.LastPrice) ? Refusals.WouldTrigger() : null;
    }
}
