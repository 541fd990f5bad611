using System.Globalization;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Ticker statistics as the answers spell them; the streams have shorter names for the same.</summary>
internal static class MarketTickerJson
{
    public static JsonObject Full(SymbolMarket market, TickerWindow window) => new()
    {
        ["symbol"] = market.Rules.Name,
        ["priceChange"] = Amounts.Text(window.Change),
        ["priceChangePercent"] = Percent(window.ChangePercent),
        ["weightedAvgPrice"] = Amounts.Text(window.WeightedAverage),
        ["openPrice"] = Amounts.Text(window.Open),
        ["highPrice"] = Amounts.Text(window.High),
        ["lowPrice"] = Amounts.Text(window.Low),
        ["lastPrice"] = Amounts.Text(window.Last),
        ["volume"] = Amounts.Text(window.Volume),
        ["quoteVolume"] = Amounts.Text(window.QuoteVolume),
        ["openTime"] = window.OpenAt,
        ["closeTime"] = window.CloseAt,
        ["firstId"] = window.FirstId,
        ["lastId"] = window.LastId,
        ["count"] = window.Count,
    };

    public static JsonObject Mini(SymbolMarket market, TickerWindow window) => new()
    {
        ["symbol"] = market.Rules.Name,
        ["openPrice"] = Amounts.Text(window.Open),
        ["highPrice"] = Amounts.Text(window.High),
        ["lowPrice"] = Amounts.Text(window.Low),
        ["lastPrice"] = Amounts.Text(window.Last),
        ["volume"] = Amounts.Text(window.Volume),
        ["quoteVolume"] = Amounts.Text(window.QuoteVolume),
        ["openTime"] = window.OpenAt,
        ["closeTime"] = window.CloseAt,
        ["firstId"] = window.FirstId,
        ["lastId"] = window.LastId,
        ["count"] = window.Count,
    };

    /// <summary>The 24-hour ticker also has the last trade and the best of the book.</summary>
    public static JsonObject Day(SymbolMarket market, TickerWindow window)
    {
        var json = Full(market, window);
        var (bid, bidQuantity) = market.Book.Top(Side.Buy);
        var (ask, askQuantity) = market.Book.Top(Side.Sell);
        json["prevClosePrice"] = Amounts.Text(window.PreviousClose);
        json["lastQty"] = Amounts.Text(market.Tape.LastQuantity);
        json["bidPrice"] = Amounts.Text(bid);
        json["bidQty"] = Amounts.Text(bidQuantity);
        json["askPrice"] = Amounts.Text(ask);
        json["askQty"] = Amounts.Text(askQuantity);
        return json;
    }

    public static string Percent(decimal value) => value.ToString("F3", CultureInfo.InvariantCulture);
}
