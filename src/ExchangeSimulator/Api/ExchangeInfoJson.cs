using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>One symbol of exchangeInfo. Flags say what this simulator really does, not what the live venue offers.</summary>
internal static class ExchangeInfoJson
{
    public static JsonObject Symbol(SymbolRules rules) => new()
    {
        ["symbol"] = rules.Name,
        ["status"] = "TRADING",
        ["baseAsset"] = rules.BaseAsset,
        ["baseAssetPrecision"] = Amounts.Decimals,
        ["quoteAsset"] = rules.QuoteAsset,
        ["quotePrecision"] = Amounts.Decimals,
        ["quoteAssetPrecision"] = Amounts.Decimals,
        ["baseCommissionPrecision"] = Amounts.Decimals,
        ["quoteCommissionPrecision"] = Amounts.Decimals,
        ["orderTypes"] = OrderTypes(rules.Options),
        ["icebergAllowed"] = rules.Options.IcebergAllowed,
        ["ocoAllowed"] = rules.Options.OcoAllowed,
        ["otoAllowed"] = rules.Options.OtoAllowed,
        ["opoAllowed"] = rules.Options.OpoAllowed,
        ["quoteOrderQtyMarketAllowed"] = rules.Options.QuoteOrderQtyMarketAllowed,
        ["allowTrailingStop"] = rules.Options.AllowTrailingStop,
        ["cancelReplaceAllowed"] = rules.Options.CancelReplaceAllowed,
        ["amendAllowed"] = rules.Options.AmendAllowed,
        ["pegInstructionsAllowed"] = rules.Options.PegInstructionsAllowed,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = Filters(rules),
        ["permissions"] = new JsonArray(),
        ["permissionSets"] = new JsonArray(new JsonArray("SPOT")),
        ["defaultSelfTradePreventionMode"] = WireName<SelfTradePrevention>.Of(rules.Options.SelfTradePrevention),
        ["allowedSelfTradePreventionModes"] = new JsonArray([.. rules.Options.SelfTradePreventions
            .Select(JsonNode (mode) => WireName<SelfTradePrevention>.Of(mode)!)]),
    };

    private static JsonArray OrderTypes(SymbolOptions options) => new([.. Enum.GetValues<OrderType>()
        .Select(WireName<OrderType>.Of)
        .Where(name => options.OrderTypes.IsDefaultOrEmpty || options.OrderTypes.Contains(name))
        .Select(JsonNode (name) => name!)]);

    private static JsonArray Filters(SymbolRules rules)
    {
        var options = rules.Options;
        JsonArray filters =
        [
            new JsonObject
            {
                ["filterType"] = "PRICE_FILTER",
                ["minPrice"] = Amounts.Text(options.TickSize),
                ["maxPrice"] = Amounts.Text(options.PriceMax),
                ["tickSize"] = Amounts.Text(options.TickSize),
            },
            Lot("LOT_SIZE", options.StepSize, options.QuantityMax),
            new JsonObject { ["filterType"] = "ICEBERG_PARTS", ["limit"] = options.IcebergPartsMax },
            // A step of 0 leaves that part of the filter to LOT_SIZE, as the live venue does.
            new JsonObject
            {
                ["filterType"] = "MARKET_LOT_SIZE",
                ["minQty"] = Amounts.Text(0),
                ["maxQty"] = Amounts.Text(options.MarketQuantityMax),
                ["stepSize"] = Amounts.Text(0),
            },
            new JsonObject
            {
                ["filterType"] = "TRAILING_DELTA",
                ["minTrailingAboveDelta"] = options.TrailingDeltaMin,
                ["maxTrailingAboveDelta"] = options.TrailingDeltaMax,
                ["minTrailingBelowDelta"] = options.TrailingDeltaMin,
                ["maxTrailingBelowDelta"] = options.TrailingDeltaMax,
            },
            PercentPrice(options),
            Notional(options),
            new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["maxNumOrders"] = options.OpenOrdersMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ALGO_ORDERS", ["maxNumAlgoOrders"] = options.AlgoOrdersMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ICEBERG_ORDERS", ["maxNumIcebergOrders"] = options.IcebergOrdersMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ORDER_LISTS", ["maxNumOrderLists"] = options.OrderListsMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ORDER_AMENDS", ["maxNumOrderAmends"] = options.AmendsMax },
        ];
        if (options.PositionMax != 0)
            filters.Add((JsonNode)new JsonObject { ["filterType"] = "MAX_POSITION", ["maxPosition"] = Amounts.Text(options.PositionMax) });
        return filters;
    }

    private static JsonObject PercentPrice(SymbolOptions options) => options.IsPercentPriceBySide
        ? new JsonObject
        {
            ["filterType"] = "PERCENT_PRICE_BY_SIDE",
            ["bidMultiplierUp"] = Plain(options.PriceFactorUp),
            ["bidMultiplierDown"] = Plain(options.PriceFactorDown),
            ["askMultiplierUp"] = Plain(options.PriceFactorUp),
            ["askMultiplierDown"] = Plain(options.PriceFactorDown),
            ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
        }
        : new JsonObject
        {
            ["filterType"] = "PERCENT_PRICE",
            ["multiplierUp"] = Plain(options.PriceFactorUp),
            ["multiplierDown"] = Plain(options.PriceFactorDown),
            ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
        };

    private static JsonObject Notional(SymbolOptions options) => options.HasNotionalMax
        ? new JsonObject
        {
            ["filterType"] = "NOTIONAL",
            ["minNotional"] = Amounts.Text(options.NotionalMin),
            ["applyMinToMarket"] = options.IsNotionalForMarket,
            ["maxNotional"] = Amounts.Text(options.NotionalMax),
            ["applyMaxToMarket"] = options.IsNotionalForMarket,
            ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
        }
        : new JsonObject
        {
            ["filterType"] = "MIN_NOTIONAL",
            ["minNotional"] = Amounts.Text(options.NotionalMin),
            ["applyToMarket"] = options.IsNotionalForMarket,
            ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
        };

    private static JsonObject Lot(string name, decimal step, decimal max) => new()
    {
        ["filterType"] = name,
        ["minQty"] = Amounts.Text(step),
        ["maxQty"] = Amounts.Text(max),
        ["stepSize"] = Amounts.Text(step),
    };

    private static string Plain(decimal factor) => factor.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
}
