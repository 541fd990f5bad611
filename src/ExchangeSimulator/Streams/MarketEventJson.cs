using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>Events of the market streams but tickers and book differences. Built under the venue's lock.</summary>
internal static class MarketEventJson
{
    public static JsonObject Trade(SymbolMarket market, PublicTrade trade) => new()
    {
        ["e"] = "trade",
        ["E"] = trade.At.ToUnixTimeMilliseconds(),
        ["s"] = market.Rules.Name,
        ["t"] = trade.Id,
        ["p"] = Amounts.Text(trade.Price),
        ["q"] = Amounts.Text(trade.Quantity),
        ["T"] = trade.At.ToUnixTimeMilliseconds(),
        ["m"] = trade.IsBuyerMaker,
        ["M"] = true,
    };

    public static JsonObject Aggregate(SymbolMarket market, AggregateTrade trade) => new()
    {
        ["e"] = "aggTrade",
        ["E"] = trade.At.ToUnixTimeMilliseconds(),
        ["s"] = market.Rules.Name,
        ["a"] = trade.Id,
        ["p"] = Amounts.Text(trade.Price),
        ["q"] = Amounts.Text(trade.Quantity),
        ["f"] = trade.FirstId,
        ["l"] = trade.LastId,
        ["T"] = trade.At.ToUnixTimeMilliseconds(),
        ["m"] = trade.IsBuyerMaker,
        ["M"] = true,
    };

    public static JsonObject AveragePrice(SymbolMarket market, DateTimeOffset now) => new()
    {
        ["e"] = "avgPrice",
        ["E"] = now.ToUnixTimeMilliseconds(),
        ["s"] = market.Rules.Name,
        ["i"] = $"{SymbolRules.AveragePriceMinutes}m",
        ["w"] = Amounts.Text(market.Tape.AveragePrice(now)),
        ["T"] = market.Tape.LastAt.ToUnixTimeMilliseconds(),
    };

    /// <summary>Null if the symbol never had a reference price.</summary>
    public static JsonObject? ReferencePrice(SymbolMarket market) => market.State.ReferencePriceAt is { } at
        ? new JsonObject
        {
            ["e"] = "referencePrice",
            ["s"] = market.Rules.Name,
            ["r"] = market.State.ReferencePrice is { } price ? Amounts.Text(price) : null,
            ["t"] = at.ToUnixTimeMilliseconds(),
        }
        : null;

    public static JsonObject PartialBook(SymbolMarket market, int levels) => new()
    {
        ["lastUpdateId"] = market.Book.UpdateId,
        ["bids"] = MarketMethods.Levels(market, Side.Buy, levels),
        ["asks"] = MarketMethods.Levels(market, Side.Sell, levels),
    };

    /// <summary>The candle of now; null before the first trade.</summary>
    public static JsonObject? Kline(SymbolMarket market, StreamTopic topic, long now)
    {
        var interval = topic.Interval!;
        var start = interval.Start(now, topic.Offset);
        if (Klines.Of(market.Tape, interval, topic.Offset, start, now) is not [.., { } bar])
            return null;
        return new JsonObject
        {
            ["e"] = "kline",
            ["E"] = now,
            ["s"] = market.Rules.Name,
            ["k"] = new JsonObject
            {
                ["t"] = bar.OpenAt,
                ["T"] = interval.Next(bar.OpenAt, topic.Offset) - 1,
                ["s"] = market.Rules.Name,
                ["i"] = interval.Name,
                ["f"] = bar.FirstId,
                ["L"] = bar.LastId,
                ["o"] = Amounts.Text(bar.Open),
                ["c"] = Amounts.Text(bar.Close),
                ["h"] = Amounts.Text(bar.High),
                ["l"] = Amounts.Text(bar.Low),
                ["v"] = Amounts.Text(bar.Volume),
                ["n"] = bar.Count,
                ["x"] = false,
                ["q"] = Amounts.Text(bar.QuoteVolume),
                ["V"] = Amounts.Text(bar.TakerBuyVolume),
                ["Q"] = Amounts.Text(bar.TakerBuyQuoteVolume),
                ["B"] = "0",
            },
        };
    }
}
