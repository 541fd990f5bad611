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
        ["orderTypes"] = new JsonArray([.. Enum.GetValues<OrderType>().Select(JsonNode (type) => WireName<OrderType>.Of(type)!)]),
        ["icebergAllowed"] = false,
        ["ocoAllowed"] = false,
        ["otoAllowed"] = false,
        ["opoAllowed"] = false,
        ["quoteOrderQtyMarketAllowed"] = true,
        ["allowTrailingStop"] = false,
        ["cancelReplaceAllowed"] = false,
        ["amendAllowed"] = false,
        ["pegInstructionsAllowed"] = false,
        ["isSpotTradingAllowed"] = true,
        ["isMarginTradingAllowed"] = false,
        ["filters"] = Filters(rules),
        ["permissions"] = new JsonArray(),
        ["permissionSets"] = new JsonArray(new JsonArray("SPOT")),
        ["defaultSelfTradePreventionMode"] = "NONE",
        ["allowedSelfTradePreventionModes"] = new JsonArray("NONE"),
    };

    private static JsonArray Filters(SymbolRules rules)
    {
        var options = rules.Options;
        return
        [
            new JsonObject
            {
                ["filterType"] = "PRICE_FILTER",
                ["minPrice"] = Amounts.Text(options.TickSize),
                ["maxPrice"] = Amounts.Text(options.PriceMax),
                ["tickSize"] = Amounts.Text(options.TickSize),
            },
            Lot("LOT_SIZE", options.StepSize, options.QuantityMax),
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
                ["filterType"] = "PERCENT_PRICE_BY_SIDE",
                ["bidMultiplierUp"] = Plain(options.PriceFactorUp),
                ["bidMultiplierDown"] = Plain(options.PriceFactorDown),
                ["askMultiplierUp"] = Plain(options.PriceFactorUp),
                ["askMultiplierDown"] = Plain(options.PriceFactorDown),
                ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
            },
            new JsonObject
            {
                ["filterType"] = "NOTIONAL",
                ["minNotional"] = Amounts.Text(options.NotionalMin),
                ["applyMinToMarket"] = true,
                ["maxNotional"] = Amounts.Text(options.NotionalMax),
                ["applyMaxToMarket"] = true,
                ["avgPriceMins"] = SymbolRules.AveragePriceMinutes,
            },
            new JsonObject { ["filterType"] = "MAX_NUM_ORDERS", ["maxNumOrders"] = options.OpenOrdersMax },
            new JsonObject { ["filterType"] = "MAX_NUM_ALGO_ORDERS", ["maxNumAlgoOrders"] = options.AlgoOrdersMax },
        ];
    }

    private static JsonObject Lot(string name, decimal step, decimal max) => new()
    {
        ["filterType"] = name,
        ["minQty"] = Amounts.Text(step),
        ["maxQty"] = Amounts.Text(max),
        ["stepSize"] = Amounts.Text(step),
    };

    private static string Plain(decimal factor) => factor.ToString("0.########", System.Globalization.CultureInfo.InvariantCulture);
}
