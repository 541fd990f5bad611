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
    private Dictionary<decimal, decimal>? bids;
    private Dictionary<decimal, decimal>? asks;
    private long lastUpdateId;

    /// <summary>Null if nothing changed, or at the first look.</summary>
    public JsonObject? Next(SymbolMarket market, long now)
    {
        if (bids is not null && lastUpdateId == market.Book.UpdateId)
            return null;
        var newBids = market.Book.Depth(Side.Buy).ToDictionary(level => level.Price, level => level.Quantity);
        var newAsks = market.Book.Depth(Side.Sell).ToDictionary(level => level.Price, level => level.Quantity);
        JsonObject? change = bids is null || asks is null
            ? null
            : new JsonObject
            {
                ["e"] = "depthUpdate",
                ["E"] = now,
                ["s"] = market.Rules.Name,
                ["U"] = lastUpdateId + 1,
                ["u"] = market.Book.UpdateId,
                ["b"] = Changes(bids, newBids),
                ["a"] = Changes(asks, newAsks),
            };
        (bids, asks, lastUpdateId) = (newBids, newAsks, market.Book.UpdateId);
        return change;
    }

    private static JsonArray Changes(Dictionary<decimal, decimal> before, Dictionary<decimal, decimal> after)
    {
        var changed = after.Where(level => !before.TryGetValue(level.Key, out var quantity) || quantity != level.Value)
            .Select(level => (level.Key, level.Value));
        var gone = before.Keys.Where(price => !after.ContainsKey(price)).Select(price => (price, 0m));
        return new JsonArray([.. changed.Concat(gone)
            .Select(JsonNode (level) => new JsonArray(Amounts.Text(level.Item1), Amounts.Text(level.Item2)))]);
    }
}
