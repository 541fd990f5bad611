using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>Ticker events of the market streams. Built under the venue's lock.</summary>
internal static class TickerEventJson
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    public static JsonObject Of(SymbolMarket market, StreamTopic topic, long now) => topic.Kind switch
    {
        "miniTicker" => Mini(market, now),
        "ticker" => Full(market, now),
        _ => Rolling(market, topic.Window, now),
    };

    private static JsonObject Mini(SymbolMarket market, long now)
    {
        var window = TickerWindow.Of(market.Tape, now - Day, now);
        return new JsonObject
        {
            ["e"] = "24hrMiniTicker",
            ["E"] = now,
            ["s"] = market.Rules.Name,
            ["c"] = Amounts.Text(window.Last),
            ["o"] = Amounts.Text(window.Open),
            ["h"] = Amounts.Text(window.High),
            ["l"] = Amounts.Text(window.Low),
            ["v"] = Amounts.Text(window.Volume),
            ["q"] = Amounts.Text(window.QuoteVolume),
        };
    }

    private static JsonObject Full(SymbolMarket market, long now)
    {
        var window = TickerWindow.Of(market.Tape, now - Day, now);
        var json = Statistics("24hrTicker", market, window, now);
        var (bid, bidQuantity) = market.Book.Top(Side.Buy);
        var (ask, askQuantity) = market.Book.Top(Side.Sell);
        json["x"] = Amounts.Text(window.PreviousClose);
        json["Q"] = Amounts.Text(market.Tape.LastQuantity);
        json["b"] = Amounts.Text(bid);
        json["B"] = Amounts.Text(bidQuantity);
        json["a"] = Amounts.Text(ask);
        json["A"] = Amounts.Text(askQuantity);
        return json;
    }

    private static JsonObject Rolling(SymbolMarket market, string size, long now)
    {
        var length = size switch { "1h" => Hour, "4h" => 4 * Hour, _ => Day };
        var openAt = (now - length) / Minute * Minute;
        return Statistics($"{size}Ticker", market, TickerWindow.Of(market.Tape, openAt, now), now);
    }

    private static JsonObject Statistics(string type, SymbolMarket market, TickerWindow window, long now) => new()
    {
        ["e"] = type,
        ["E"] = now,
        ["s"] = market.Rules.Name,
        ["p"] = Amounts.Text(window.Change),
        ["P"] = MarketTickerJson.Percent(window.ChangePercent),
        ["w"] = Amounts.Text(window.WeightedAverage),
        ["c"] = Amounts.Text(window.Last),
        ["o"] = Amounts.Text(window.Open),
        ["h"] = Amounts.Text(window.High),
        ["l"] = Amounts.Text(window.Low),
        ["v"] = Amounts.Text(window.Volume),
        ["q"] = Amounts.Text(window.QuoteVolume),
        ["O"] = window.OpenAt,
        ["C"] = window.CloseAt,
        ["F"] = window.FirstId,
        ["L"] = window.LastId,
        ["n"] = window.Count,
    };
}
