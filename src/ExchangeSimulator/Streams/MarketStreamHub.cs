using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// Public streams <c>symbol@bookTicker</c> and <c>symbol@trade</c> (PROTOCOL §11). Connections queue for themselves, so this never
/// waits.
/// </summary>
internal sealed class MarketStreamHub
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<MarketStreamSession>> subscribers = new(StringComparer.Ordinal);
    private readonly Dictionary<SymbolMarket, (decimal, decimal, decimal, decimal)> lastTops = [];

    public void Subscribe(string stream, MarketStreamSession session)
    {
        lock (gate)
        {
            if (!subscribers.TryGetValue(stream, out var list))
                subscribers.Add(stream, list = []);
            if (!list.Contains(session))
                list.Add(session);
        }
    }

    public void Unsubscribe(string stream, MarketStreamSession session)
    {
        lock (gate)
        {
            if (subscribers.TryGetValue(stream, out var list) && list.Remove(session) && list.Count == 0)
                subscribers.Remove(stream);
        }
    }

    public void Traded(SymbolMarket market, PublicTrade trade)
    {
        var at = trade.At.ToUnixTimeMilliseconds();
        Publish($"{market.Rules.StreamName}@trade", () => new JsonObject
        {
            ["e"] = "trade",
            ["E"] = at,
            ["s"] = market.Rules.Name,
            ["t"] = trade.Id,
            ["p"] = Amounts.Text(trade.Price),
            ["q"] = Amounts.Text(trade.Quantity),
            ["T"] = at,
            ["m"] = trade.IsBuyerMaker,
            ["M"] = true,
        });
    }

    /// <summary>Publishes the best bid and ask if they changed.</summary>
    public void BookChanged(SymbolMarket market) => Publish($"{market.Rules.StreamName}@bookTicker", () => Ticker(market));

    private JsonObject? Ticker(SymbolMarket market)
    {
        var (bid, bidQuantity) = market.Book.Top(Side.Buy);
        var (ask, askQuantity) = market.Book.Top(Side.Sell);
        var top = (bid, bidQuantity, ask, askQuantity);
        if (lastTops.TryGetValue(market, out var last) && last == top)
            return null;
        lastTops[market] = top;
        return new JsonObject
        {
            ["u"] = market.Book.UpdateId,
            ["s"] = market.Rules.Name,
            ["b"] = Amounts.Text(bid),
            ["B"] = Amounts.Text(bidQuantity),
            ["a"] = Amounts.Text(ask),
            ["A"] = Amounts.Text(askQuantity),
        };
    }

    private void Publish(string stream, Func<JsonObject?> render)
    {
        lock (gate)
        {
            if (!subscribers.TryGetValue(stream, out var list) || render() is not { } payload)
                return;
            var text = payload.ToJsonString();
            foreach (var session in list)
                session.Push(stream, text);
        }
    }
}
