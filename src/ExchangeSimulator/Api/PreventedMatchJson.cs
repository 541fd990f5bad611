using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Prevented matches as the answers spell them (PROTOCOL §4.1).</summary>
internal static class PreventedMatchJson
{
    /// <summary>A match in the answer to the order that caused it.</summary>
    public static JsonObject Part(PreventedMatch match)
    {
        var json = new JsonObject
        {
            ["preventedMatchId"] = match.Id,
            ["makerSymbol"] = match.Maker.Symbol.Name,
            ["makerOrderId"] = match.Maker.Id,
            ["price"] = Amounts.Text(match.Price),
        };
        AddQuantities(json, match);
        return json;
    }

    /// <summary>A match in the answer to a query.</summary>
    public static JsonObject Query(PreventedMatch match)
    {
        var json = new JsonObject
        {
            ["symbol"] = match.Taker.Symbol.Name,
            ["preventedMatchId"] = match.Id,
            ["takerOrderId"] = match.Taker.Id,
            ["makerSymbol"] = match.Maker.Symbol.Name,
            ["makerOrderId"] = match.Maker.Id,
            ["tradeGroupId"] = match.TradeGroupId,
            ["selfTradePreventionMode"] = WireName<SelfTradePrevention>.Of(match.Mode),
            ["price"] = Amounts.Text(match.Price),
        };
        AddQuantities(json, match);
        json["transactTime"] = match.At.ToUnixTimeMilliseconds();
        return json;
    }

    private static void AddQuantities(JsonObject json, PreventedMatch match)
    {
        if (match.TakerPrevented is { } taker)
            json["takerPreventedQuantity"] = Amounts.Text(taker);
        if (match.MakerPrevented is { } maker)
            json["makerPreventedQuantity"] = Amounts.Text(maker);
    }
}
