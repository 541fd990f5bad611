using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Which symbols a market data call means: <c>symbol</c>, <c>symbols</c> or all, and of these the ones of a status.</summary>
internal static class AskedSymbols
{
    public static List<SymbolMarket> Of(Venue venue, ApiParameters parameters)
    {
        var symbol = parameters.Text("symbol");
        var symbols = parameters.List("symbols");
        if (symbol is not null && symbols is not null)
            throw Refusals.BadCombination();
        if (symbols is { Length: 0 } || (symbols is not null && symbols.Distinct().Count() != symbols.Length))
            throw Refusals.InvalidData("symbols");
        List<SymbolMarket> asked = [.. (symbols ?? (symbol is null ? venue.SymbolNames : [symbol])).Select(venue.Market)];
        if (Status(parameters) is not { } status)
            return asked;
        var matching = asked.FindAll(market => market.State.Status == status);
        return symbol is not null && matching.Count == 0 ? throw MarketRefusals.OtherStatus() : matching;
    }

    /// <summary>One symbol, which must have the status that is asked for.</summary>
    public static SymbolMarket One(Venue venue, ApiParameters parameters)
    {
        var market = venue.Market(parameters.RequiredText("symbol"));
        return Status(parameters) is { } status && market.State.Status != status ? throw MarketRefusals.OtherStatus() : market;
    }

    /// <summary>One symbol answers with an object, a list or nothing with an array.</summary>
    public static JsonNode Render(Venue venue, ApiParameters parameters, Func<SymbolMarket, JsonObject> render)
    {
        var asked = Of(venue, parameters);
        return parameters.Has("symbol") ? render(asked[0]) : new JsonArray([.. asked.Select(JsonNode (market) => render(market))]);
    }

    private static SymbolStatus? Status(ApiParameters parameters)
    {
        if (parameters.Text("symbolStatus") is not { } text)
            return null;
        return WireName<SymbolStatus>.TryParse(text, out var status) ? status : throw Refusals.InvalidData("symbolStatus");
    }
}
