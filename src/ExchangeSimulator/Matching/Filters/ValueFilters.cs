using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Filters;

/// <summary>The filters on an order's own numbers (PROTOCOL §7), in the order in which the venue names them.</summary>
internal static class ValueFilters
{
    /// <summary>The first filter that an order breaks, null if it breaks none.</summary>
    public static VenueRefusal? Broken(SymbolMarket market, NewOrder order, DateTimeOffset now) =>
        BrokenGrid(market.Rules, order) ?? BrokenAgainstMarket(market, order, now);

    /// <summary>Filters that do not depend on the market: a pending order must pass them when it is sent.</summary>
    public static VenueRefusal? BrokenGrid(SymbolRules rules, NewOrder order)
    {
        if (!IsOnGrid(rules, order.Price) || !IsOnGrid(rules, order.StopPrice) || !IsOnGrid(rules, order.PeggedPrice ?? 0))
            return Refusals.Filter("PRICE_FILTER");
        if (order.TrailingDelta < rules.Options.TrailingDeltaMin || order.TrailingDelta > rules.Options.TrailingDeltaMax)
            return Refusals.Filter("TRAILING_DELTA");
        return order.Quantity == 0 ? null : BrokenQuantity(rules, order);
    }

    /// <summary>Filters that look at the average price: an order must pass them when it goes live.</summary>
    public static VenueRefusal? BrokenAgainstMarket(SymbolMarket market, NewOrder order, DateTimeOffset now)
    {
        var reference = market.Tape.AveragePrice(now);
        var options = market.Rules.Options;
        if (!IsNear(options, order.Price, reference) || !IsNear(options, order.PeggedPrice ?? 0, reference))
            return Refusals.Filter(options.IsPercentPriceBySide ? "PERCENT_PRICE_BY_SIDE" : "PERCENT_PRICE");
        return BrokenNotional(options, order, reference);
    }

    /// <summary>The lot filters alone, for a quantity that is amended.</summary>
    public static VenueRefusal? BrokenLot(SymbolRules rules, decimal quantity) =>
        quantity < rules.StepSize || quantity > rules.Options.QuantityMax || quantity % rules.StepSize != 0
            ? Refusals.Filter("LOT_SIZE")
            : null;

    private static bool IsOnGrid(SymbolRules rules, decimal price) =>
        price == 0 || (price >= rules.TickSize && price <= rules.Options.PriceMax && price % rules.TickSize == 0);

    private static bool IsNear(SymbolOptions options, decimal price, decimal reference)
    {
        if (price == 0)
            return true;
        var factor = price / reference;
        return factor >= options.PriceFactorDown && factor <= options.PriceFactorUp;
    }

    private static VenueRefusal? BrokenQuantity(SymbolRules rules, NewOrder order)
    {
        if (BrokenLot(rules, order.Quantity) is { } broken)
            return broken;
        if (order.Type == OrderType.Market && order.Quantity > rules.Options.MarketQuantityMax)
            return Refusals.Filter("MARKET_LOT_SIZE");
        if (order.IcebergQuantity == 0)
            return null;
        if (BrokenLot(rules, order.IcebergQuantity) is { } brokenPart)
            return brokenPart;
        return decimal.Ceiling(order.Quantity / order.IcebergQuantity) > rules.Options.IcebergPartsMax
            ? Refusals.Filter("ICEBERG_PARTS")
            : null;
    }

    private static VenueRefusal? BrokenNotional(SymbolOptions options, NewOrder order, decimal reference)
    {
        if (order.Type.TakesAnyPrice() && !options.IsNotionalForMarket)
            return null;
        var price = order.Limit != 0 ? order.Limit : order.StopPrice != 0 ? order.StopPrice : reference;
        var notional = order.QuoteQuantity != 0 ? order.QuoteQuantity : order.Quantity * price;
        if (options.HasNotionalMax)
            return notional < options.NotionalMin || notional > options.NotionalMax ? Refusals.Filter("NOTIONAL") : null;
        return notional < options.NotionalMin ? Refusals.Filter("MIN_NOTIONAL") : null;
    }
}
