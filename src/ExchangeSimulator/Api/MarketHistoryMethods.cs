using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Trades and candles (PROTOCOL §3.1).</summary>
internal sealed class MarketHistoryMethods(Venue venue)
{
    private const int LimitDefault = 500;
    private const int TradesWeight = 25;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("trades.recent", "GET", "trades", false, _ => TradesWeight, Recent);
        yield return new("trades.historical", "GET", "historicalTrades", false, _ => TradesWeight, Historical);
        yield return new("blockTrades.historical", "GET", "historicalBlockTrades", false, _ => TradesWeight, BlockTrades);
        yield return new("trades.aggregate", "GET", "aggTrades", false, _ => 4, Aggregates);
        yield return new("klines", "GET", "klines", false, _ => 2, Candles);
        yield return new("uiKlines", "GET", "uiKlines", false, _ => 2, Candles);
    }

    private static JsonNode Trade(PublicTrade trade) => new JsonObject
    {
        ["id"] = trade.Id,
        ["price"] = Amounts.Text(trade.Price),
        ["qty"] = Amounts.Text(trade.Quantity),
        ["quoteQty"] = Amounts.Text(trade.QuoteQuantity),
        ["time"] = trade.At.ToUnixTimeMilliseconds(),
        ["isBuyerMaker"] = trade.IsBuyerMaker,
        ["isBestMatch"] = true,
    };

    private JsonArray Recent(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        return new JsonArray([.. market.Tape.Recent.TakeLast(Limit(call)).Select(Trade)]);
    }

    private JsonArray Historical(ApiCall call)
    {
        var tape = venue.Market(call.Parameters.RequiredText("symbol")).Tape;
        var limit = Limit(call);
        return call.Parameters.Integer("fromId") is { } from
            ? new JsonArray([.. tape.Recent.SkipWhile(trade => trade.Id < from).Take(limit).Select(Trade)])
            : new JsonArray([.. tape.Recent.TakeLast(limit).Select(Trade)]);
    }

    // The simulator has no block trades: the list of a known symbol is empty.
    private JsonArray BlockTrades(ApiCall call)
    {
        venue.Market(call.Parameters.RequiredText("symbol"));
        call.Parameters.Integer("fromId");
        Limit(call);
        return [];
    }

    private JsonArray Aggregates(ApiCall call)
    {
        var tape = venue.Market(call.Parameters.RequiredText("symbol")).Tape;
        var from = call.Parameters.Integer("fromId");
        var (start, end) = TimeRange.Of(call.Parameters);
        if (from is not null && (start is not null || end is not null))
            throw Refusals.BadCombination();
        var limit = Limit(call);
        var matching = tape.Aggregates.All.Where(trade =>
            (from is null || trade.Id >= from) && TimeRange.IsWithin(trade.At, start, end));
        var page = from is not null || start is not null ? matching.Take(limit) : matching.TakeLast(limit);
        return new JsonArray([.. page.Select(JsonNode (trade) => new JsonObject
        {
            ["a"] = trade.Id,
            ["p"] = Amounts.Text(trade.Price),
            ["q"] = Amounts.Text(trade.Quantity),
            ["f"] = trade.FirstId,
            ["l"] = trade.LastId,
            ["T"] = trade.At.ToUnixTimeMilliseconds(),
            ["m"] = trade.IsBuyerMaker,
            ["M"] = true,
        })]);
    }

    private JsonArray Candles(ApiCall call)
    {
        var tape = venue.Market(call.Parameters.RequiredText("symbol")).Tape;
        if (!KlineInterval.TryParse(call.Parameters.RequiredText("interval"), out var interval))
            throw MarketRefusals.InvalidInterval();
        var offset = TimeZoneOffset.Of(call.Parameters);
        var (start, end) = TimeRange.Of(call.Parameters);
        var limit = Limit(call);
        var until = Math.Min(end ?? long.MaxValue, call.Now.ToUnixTimeMilliseconds());
        var candles = Klines.Of(tape, interval, offset, start ?? 0, until);
        var page = start is not null ? candles.Take(limit) : candles.TakeLast(limit);
        return new JsonArray([.. page.Select(JsonNode (bar) => new JsonArray(
            bar.OpenAt,
            Amounts.Text(bar.Open),
            Amounts.Text(bar.High),
            Amounts.Text(bar.Low),
            Amounts.Text(bar.Close),
            Amounts.Text(bar.Volume),
            interval.Next(bar.OpenAt, offset) - 1,
            Amounts.Text(bar.QuoteVolume),
            bar.Count,
            Amounts.Text(bar.TakerBuyVolume),
            Amounts.Text(bar.TakerBuyQuoteVolume),
            "0"))]);
    }

    private static int Limit(ApiCall call) => call.Parameters.Limit(LimitDefault, TradeTape.RecentMax);
}
