using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>General and market data calls (PROTOCOL §3.1).</summary>
internal sealed class MarketMethods(Venue venue, RateLimitOptions limits)
{
    private const int DepthMax = 5_000;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("ping", "GET", "ping", false, _ => 1, _ => new JsonObject());
        yield return new("time", "GET", "time", false, _ => 1,
            call => new JsonObject { ["serverTime"] = call.Now.ToUnixTimeMilliseconds() });
        yield return new("exchangeInfo", "GET", "exchangeInfo", false, _ => 20, ExchangeInfo);
        yield return new("depth", "GET", "depth", false, DepthWeight, Depth);
        yield return new("trades.recent", "GET", "trades", false, _ => 25, Trades);
        yield return new("avgPrice", "GET", "avgPrice", false, _ => 2, AveragePrice);
        yield return new("ticker.price", "GET", "ticker/price", false, TickerWeight, call => Tickers(call, Price));
        yield return new("ticker.book", "GET", "ticker/bookTicker", false, TickerWeight, call => Tickers(call, BookTicker));
    }

    public static JsonObject BookTicker(SymbolMarket market)
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

    private static int DepthWeight(ApiParameters parameters) => parameters.Integer("limit") switch
    {
        null or <= 100 => 5,
        <= 500 => 25,
        <= 1_000 => 50,
        _ => 250,
    };

    private JsonObject ExchangeInfo(ApiCall call) => new JsonObject
    {
        ["timezone"] = "UTC",
        ["serverTime"] = call.Now.ToUnixTimeMilliseconds(),
        ["rateLimits"] = RateLimitJson.Definitions(limits),
        ["exchangeFilters"] = new JsonArray(),
        ["symbols"] = new JsonArray([.. Asked(call.Parameters).Select(JsonNode (market) => ExchangeInfoJson.Symbol(market.Rules))]),
    };

    private JsonObject Depth(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var limit = (int)Math.Min(call.Parameters.Integer("limit") ?? 100, DepthMax);
        return new JsonObject
        {
            ["lastUpdateId"] = market.Book.UpdateId,
            ["bids"] = Levels(market, Side.Buy, limit),
            ["asks"] = Levels(market, Side.Sell, limit),
        };
    }

    private static JsonArray Levels(SymbolMarket market, Side side, int limit) => new([.. market.Book.Depth(side)
        .Take(limit)
        .Select(JsonNode (level) => new JsonArray(Amounts.Text(level.Price), Amounts.Text(level.Quantity)))]);

    private JsonArray Trades(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        return new JsonArray([.. market.Tape.Recent
            .TakeLast(call.Parameters.Limit(500, TradeTape.RecentMax))
            .Select(JsonNode (trade) => new JsonObject
            {
                ["id"] = trade.Id,
                ["price"] = Amounts.Text(trade.Price),
                ["qty"] = Amounts.Text(trade.Quantity),
                ["quoteQty"] = Amounts.Text(trade.QuoteQuantity),
                ["time"] = trade.At.ToUnixTimeMilliseconds(),
                ["isBuyerMaker"] = trade.IsBuyerMaker,
                ["isBestMatch"] = true,
            })]);
    }

    private JsonObject AveragePrice(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        return new JsonObject
        {
            ["mins"] = SymbolRules.AveragePriceMinutes,
            ["price"] = Amounts.Text(market.Tape.AveragePrice(call.Now)),
            ["closeTime"] = market.Tape.LastAt.ToUnixTimeMilliseconds(),
        };
    }

    private static JsonObject Price(SymbolMarket market) =>
        new() { ["symbol"] = market.Rules.Name, ["price"] = Amounts.Text(market.Tape.LastPrice) };

    // One symbol answers with an object, a list or nothing with an array.
    private JsonNode Tickers(ApiCall call, Func<SymbolMarket, JsonObject> render)
    {
        var asked = Asked(call.Parameters);
        return call.Parameters.Has("symbol") ? render(asked[0]) : new JsonArray([.. asked.Select(JsonNode (market) => render(market))]);
    }

    private List<SymbolMarket> Asked(ApiParameters parameters)
    {
        var symbol = parameters.Text("symbol");
        var symbols = parameters.List("symbols");
        if (symbol is not null && symbols is not null)
            throw Refusals.BadCombination();
        return [.. (symbols ?? (symbol is null ? venue.SymbolNames : [symbol])).Select(venue.Market)];
    }
}
