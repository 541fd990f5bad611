using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.RiskWorker.Snapshots;

/// <summary>
/// Broadcast rules to the domain's. Names and parameters are those of the venue (Binance exchangeInfo, filters). A filter that is not named
/// here does not concern a single new order (order lists, amendments) and is left to the venue.
/// </summary>
internal static class RulesMapping
{
    private const string Trading = "TRADING";

    public static SymbolRules ToDomain(string venue, SymbolRulesSnapshot snapshot)
        => new(
            VenueId.Create(venue),
            Symbol.Parse(snapshot.Symbol),
            snapshot.VenueSymbol,
            snapshot.Status == Trading ? SymbolStatus.Trading : SymbolStatus.NotTrading,
            [.. snapshot.Filters.Select(ToDomain).OfType<SymbolFilter>()]);

    private static SymbolFilter? ToDomain(SymbolFilterSnapshot filter)
    {
        decimal Number(string name) => decimal.Parse(filter.Values[name], NumberStyles.Float, CultureInfo.InvariantCulture);
        int Count(string name) => int.Parse(filter.Values[name], CultureInfo.InvariantCulture);
        bool Flag(string name) => bool.Parse(filter.Values[name]);
        return filter.Name switch
        {
            "PRICE_FILTER" => new PriceFilter(Number("minPrice"), Number("maxPrice"), Number("tickSize")),
            "PERCENT_PRICE" => new PercentPriceFilter(Number("multiplierDown"), Number("multiplierUp")),
            "PERCENT_PRICE_BY_SIDE" => new PercentPriceBySideFilter(
                Number("bidMultiplierDown"), Number("bidMultiplierUp"), Number("askMultiplierDown"), Number("askMultiplierUp")),
            "LOT_SIZE" => new LotSizeFilter(Number("minQty"), Number("maxQty"), Number("stepSize")),
            "MARKET_LOT_SIZE" => new MarketLotSizeFilter(Number("minQty"), Number("maxQty"), Number("stepSize")),
            "MIN_NOTIONAL" => new MinNotionalFilter(Number("minNotional"), Flag("applyToMarket")),
            "NOTIONAL" => new NotionalFilter(Number("minNotional"), Flag("applyMinToMarket"), Number("maxNotional"), Flag("applyMaxToMarket")),
            "ICEBERG_PARTS" => new IcebergPartsFilter(Count("limit")),
            "MAX_NUM_ORDERS" => new MaxNumOrdersFilter(Count("maxNumOrders")),
            "MAX_NUM_ALGO_ORDERS" => new MaxNumAlgoOrdersFilter(Count("maxNumAlgoOrders")),
            "MAX_POSITION" => new MaxPositionFilter(Number("maxPosition")),
            "TRAILING_DELTA" => new TrailingDeltaFilter(
                Count("minTrailingAboveDelta"), Count("maxTrailingAboveDelta"), Count("minTrailingBelowDelta"), Count("maxTrailingBelowDelta")),
            _ => null,
        };
    }
}
