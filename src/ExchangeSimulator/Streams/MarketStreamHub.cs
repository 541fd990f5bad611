using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// Public streams (PROTOCOL §11): trades and book tops as they happen, the rest at the stream's pace. Connections queue for
/// themselves, so this never waits.
/// </summary>
internal sealed class MarketStreamHub
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Feed> feeds = new(StringComparer.Ordinal);
    private readonly Dictionary<SymbolMarket, (decimal, decimal, decimal, decimal)> lastTops = [];
    private long ticks;

    /// <summary>
    /// Adds a session to a stream. Needs the venue's lock: a new stream of a book's changes begins with the book as it is now, so that a
    /// snapshot taken after the subscription joins the events (PROTOCOL §11, local order book).
    /// </summary>
    public void Subscribe(string stream, MarketStreamSession session, IReadOnlyDictionary<string, SymbolMarket> markets)
    {
        lock (gate)
        {
            if (!feeds.TryGetValue(stream, out var feed))
            {
                feeds.Add(stream, feed = new Feed(stream, StreamTopic.TryParse(stream)));
                if (feed.Topic is { Kind: "depth" } topic && markets.TryGetValue(topic.Symbol.ToUpperInvariant(), out var market))
                    feed.Book.Begin(market);
            }

            if (!feed.Sessions.Contains(session))
                feed.Sessions.Add(session);
        }
    }

    public void Unsubscribe(string stream, MarketStreamSession session)
    {
        lock (gate)
        {
            if (feeds.TryGetValue(stream, out var feed) && feed.Sessions.Remove(session) && feed.Sessions.Count == 0)
                feeds.Remove(stream);
        }
    }

    public void Traded(SymbolMarket market, PublicTrade trade) =>
        Publish($"{market.Rules.StreamName}@trade", () => MarketEventJson.Trade(market, trade));

    /// <summary>Publishes what an action traded, and the best bid and ask if they changed.</summary>
    public void BookChanged(SymbolMarket market)
    {
        foreach (var trade in market.Tape.Aggregates.EndAction())
            Publish($"{market.Rules.StreamName}@aggTrade", () => MarketEventJson.Aggregate(market, trade));
        Publish($"{market.Rules.StreamName}@bookTicker", () => Top(market));
    }

    /// <summary>Publishes what is due after another 100 ms. Needs the venue's lock.</summary>
    public void Tick(IReadOnlyDictionary<string, SymbolMarket> markets, DateTimeOffset now)
    {
        lock (gate)
        {
            ticks++;
            foreach (var feed in feeds.Values)
            {
                if (feed.Topic is not { EveryTicks: > 0 } topic || ticks % topic.EveryTicks != 0)
                    continue;
                if (topic.IsOfAll)
                    feed.Push(All(topic, markets.Values, now));
                else if (markets.TryGetValue(topic.Symbol.ToUpperInvariant(), out var market) && Render(feed, topic, market, now) is { } json)
                    feed.Push(json);
            }
        }
    }

    private static JsonArray All(StreamTopic topic, IEnumerable<SymbolMarket> markets, DateTimeOffset now) => new([.. markets
        .Select(JsonNode (market) => TickerEventJson.Of(market, topic, now.ToUnixTimeMilliseconds()))]);

    private static JsonObject? Render(Feed feed, StreamTopic topic, SymbolMarket market, DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        return topic.Kind switch
        {
            "depth" => feed.Book.Next(market, milliseconds),
            "partial" => MarketEventJson.PartialBook(market, topic.Levels),
            "kline" => MarketEventJson.Kline(market, topic, milliseconds),
            "avgPrice" => MarketEventJson.AveragePrice(market, now),
            "referencePrice" => MarketEventJson.ReferencePrice(market),
            _ => TickerEventJson.Of(market, topic, milliseconds),
        };
    }

    private JsonObject? Top(SymbolMarket market)
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
            if (feeds.TryGetValue(stream, out var feed) && render() is { } payload)
                feed.Push(payload);
        }
    }

    private sealed class Feed(string name, StreamTopic? topic)
    {
        public StreamTopic? Topic { get; } = topic;

        public BookDifference Book { get; } = new();

        public List<MarketStreamSession> Sessions { get; } = [];

        public void Push(JsonNode payload)
        {
            var text = payload.ToJsonString();
            string? inMicroseconds = null;
            foreach (var session in Sessions)
                session.Push(name, session.IsInMicroseconds ? inMicroseconds ??= Microseconds.Of(payload).ToJsonString() : text);
        }
    }
}
