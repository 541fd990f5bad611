using System.Globalization;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>General calls, book, prices and execution rules (PROTOCOL §3.1).</summary>
internal sealed class MarketMethods(Venue venue, RateLimitOptions limits)
{
    private const int DepthMax = 5_000;
    private const string Spot = "SPOT";

    private static readonly string[] RuleSelectors = ["symbol", "symbols", "symbolStatus"];

    public IEnumerable<ApiMethod> All()
    {
        yield return new("ping", "GET", "ping", false, _ => 1, _ => new JsonObject());
        yield return new("time", "GET", "time", false, _ => 1,
            call => new JsonObject { ["serverTime"] = call.Now.ToUnixTimeMilliseconds() });
        yield return new("exchangeInfo", "GET", "exchangeInfo", false, _ => 20, ExchangeInfo);
        yield return new("executionRules", "GET", "executionRules", false, RulesWeight, ExecutionRules);
        yield return new("referencePrice", "GET", "referencePrice", false, _ => 2, ReferencePrice);
        yield return new("referencePrice.calculation", "GET", "referencePrice/calculation", false, _ => 2, ReferenceCalculation);
        yield return new("depth", "GET", "depth", false, DepthWeight, Depth);
        yield return new("avgPrice", "GET", "avgPrice", false, _ => 2, AveragePrice);
        yield return new("ticker.price", "GET", "ticker/price", false, TickerWeight,
            call => AskedSymbols.Render(venue, call.Parameters, Price));
        yield return new("ticker.book", "GET", "ticker/bookTicker", false, TickerWeight,
            call => AskedSymbols.Render(venue, call.Parameters, BookTicker));
    }

    public static JsonArray Levels(SymbolMarket market, Side side, int limit) => new([.. market.Book.Depth(side)
        .Take(limit)
        .Select(JsonNode (level) => new JsonArray(Amounts.Text(level.Price), Amounts.Text(level.Quantity)))]);

    private static JsonObject BookTicker(SymbolMarket market)
    {
        var (bid, bidQuantity) = market.Book.Top(Side.Buy);
        var (ask, askQuantity) = market.Book.Top(Side.Sell);
        return new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["bidPrice"] = Amounts.Text(bid),
            ["bidQty"] = Amounts.Text(bidQuantity),
            ["askPrice"] = Amounts.Text(ask),
            ["askQty"] = Amounts.Text(askQuantity),
        };
    }

    private static int TickerWeight(ApiParameters parameters) => parameters.Has("symbol") ? 2 : 4;

    private static int RulesWeight(ApiParameters parameters)
    {
        if (parameters.Has("symbol"))
            return 2;
        return parameters.List("symbols") is { } symbols ? Math.Min(40, 2 * symbols.Length) : 40;
    }

    private static int DepthWeight(ApiParameters parameters) => parameters.Integer("limit") switch
    {
        null or <= 100 => 5,
        <= 500 => 25,
        <= 1_000 => 50,
        _ => 250,
    };

    private JsonObject ExchangeInfo(ApiCall call)
    {
        var parameters = call.Parameters;
        var isNarrowed = parameters.Has("symbol") || parameters.Has("symbols");
        if (isNarrowed && (parameters.Has("permissions") || parameters.Has("symbolStatus")))
            throw Refusals.BadCombination();
        var withSets = parameters.Text("showPermissionSets") != "false";
        var asked = HasSpot(parameters) ? AskedSymbols.Of(venue, parameters) : [];
        return new JsonObject
        {
            ["timezone"] = "UTC",
            ["serverTime"] = call.Now.ToUnixTimeMilliseconds(),
            ["rateLimits"] = RateLimitJson.Definitions(limits),
            ["exchangeFilters"] = new JsonArray(),
            ["symbols"] = new JsonArray([.. asked.Select(JsonNode (market) => Symbol(market, withSets))]),
        };
    }

    private static JsonObject Symbol(SymbolMarket market, bool withPermissionSets)
    {
        var json = ExchangeInfoJson.Symbol(market.Rules);
        json["status"] = WireName<SymbolStatus>.Of(market.State.Status);
        if (!withPermissionSets)
            json["permissionSets"] = new JsonArray();
        return json;
    }

    // All symbols of the simulator are spot symbols: asking for other permissions finds none of them.
    private static bool HasSpot(ApiParameters parameters)
    {
        if (parameters.Text("permissions") is not { } text)
            return true;
        return text.StartsWith('[') ? parameters.List("permissions")!.Contains(Spot) : text == Spot;
    }

    private JsonObject ExecutionRules(ApiCall call)
    {
        var named = RuleSelectors.Count(call.Parameters.Has);
        if (named > 1)
            throw Refusals.BadCombination();
        return new JsonObject
        {
            ["symbolRules"] = new JsonArray([.. AskedSymbols.Of(venue, call.Parameters).Select(JsonNode (market) => new JsonObject
            {
                ["symbol"] = market.Rules.Name,
                ["rules"] = market.State.PriceRange is { } range ? new JsonArray(Rule(range)) : new JsonArray(),
            })]),
        };
    }

    private static JsonObject Rule(PriceRange range) => new JsonObject
    {
        ["ruleType"] = "PRICE_RANGE",
        ["bidLimitMultUp"] = Factor(range.BidUp),
        ["bidLimitMultDown"] = Factor(range.BidDown),
        ["askLimitMultUp"] = Factor(range.AskUp),
        ["askLimitMultDown"] = Factor(range.AskDown),
    };

    private static string Factor(decimal value) => value.ToString("0.########", CultureInfo.InvariantCulture);

    private JsonObject ReferencePrice(ApiCall call)
    {
        var market = AskedSymbols.One(venue, call.Parameters);
        var at = market.State.ReferencePriceAt ?? throw MarketRefusals.NoReferencePrice();
        return new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["referencePrice"] = market.State.ReferencePrice is { } price ? Amounts.Text(price) : null,
            ["timestamp"] = at.ToUnixTimeMilliseconds(),
        };
    }

    // Reference prices of the simulator are set from outside, never averaged by it.
    private JsonObject ReferenceCalculation(ApiCall call)
    {
        var market = AskedSymbols.One(venue, call.Parameters);
        if (market.State.ReferencePriceAt is null)
            throw MarketRefusals.NoReferencePrice();
        return new JsonObject
        {
            ["symbol"] = market.Rules.Name,
            ["calculationType"] = "EXTERNAL",
            ["externalCalculationId"] = 1,
        };
    }

    private JsonObject Depth(ApiCall call)
    {
        var market = AskedSymbols.One(venue, call.Parameters);
        var limit = call.Parameters.Integer("limit") ?? 100;
        if (limit < 1)
            throw Refusals.InvalidData("limit");
        return new JsonObject
        {
            ["lastUpdateId"] = market.Book.UpdateId,
            ["bids"] = Levels(market, Side.Buy, (int)Math.Min(limit, DepthMax)),
            ["asks"] = Levels(market, Side.Sell, (int)Math.Min(limit, DepthMax)),
        };
    }

    private JsonObject AveragePrice(ApiCall call)
    {
        var market = AskedSymbols.One(venue, call.Parameters);
        return new JsonObject
        {
            ["mins"] = SymbolRules.AveragePriceMinutes,
            ["price"] = Amounts.Text(market.Tape.AveragePrice(call.Now)),
            ["closeTime"] = market.Tape.LastAt.ToUnixTimeMilliseconds(),
        };
    }

    private static JsonObject Price(SymbolMarket market) =>
        new() { ["symbol"] = market.Rules.Name, ["price"] = Amounts.Text(market.Tape.LastPrice) };
}
