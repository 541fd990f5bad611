using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// What changed in a book since the last look: each event begins at the update after the one that the last event ended with
/// (PROTOCOL §11). Used under the venue's lock.
/// </summary>
internal sealed class BookDifference
{
    private Dictionary<decimal, decimal> bids = [];
    private Dictionary<decimal, decimal> asks = [];
    private long lastUpdateId;

    /// <summary>The first look: later ones tell what changed since.</summary>
    public void Begin(SymbolMarket market) =>
        (bids, asks, lastUpdateId) = (Levels(market, Side.Buy), Levels(market, Side.Sell), market.Book.UpdateId);

    /// <summary>Null if nothing changed.</summary>
    public JsonObject? Next(SymbolMarket market, long now)
    {
        if (lastUpdateId == market.Book.UpdateId)
            return null;
        var (oldBids, oldAsks, oldUpdateId) = (bids, asks, lastUpdateId);
        Begin(market);
        return new JsonObject
        {
            ["e"] = "depthUpdate",
            ["E"] = now,
            ["s"] = market.Rules.Name,
            ["U"] = oldUpdateId + 1,
            ["u"] = lastUpdateId,
            ["b"] = Changes(oldBids, bids),
            ["a"] = Changes(oldAsks, asks),
        };
    }

    private static Dictionary<decimal, decimal> Levels(SymbolMarket market, Side side) =>
        market.Book.Depth(side).ToDictionary(level => level.Price, level => level.Quantity);

    private static JsonArray Changes(Dictionary<decimal, decimal> before, Dictionary<decimal, decimal> after)
    {
        var changed = after.Where(level => !before.TryGetValue(level.Key, out var quantity) || quantity != level.Value)
            .Select(level => (level.Key, level.Value));
        var gone = before.Keys.Where(price => !after.ContainsKey(price)).Select(price => (price, 0m));
        return new JsonArray([.. changed.Concat(gone)
            .Select(JsonNode (level) => new JsonArray(Amounts.Text(level.Item1), Amounts.Text(level.Item2)))]);
    }
}
