namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>The latest bars of one length, oldest first; spans without a trade have none. The oldest leave when there are too many.</summary>
internal sealed class BarSeries(TimeSpan length, int max)
{
    private readonly LinkedList<TradeBar> bars = new();
    private readonly long milliseconds = (long)length.TotalMilliseconds;

    public void Add(PublicTrade trade)
    {
        var openAt = trade.At.ToUnixTimeMilliseconds() / milliseconds * milliseconds;
        // A clock that is set back must not make bars overlap: the latest one goes on.
        if (bars.Last is not { } last || last.Value.OpenAt < openAt)
        {
            last = bars.AddLast(new TradeBar(openAt));
            if (bars.Count > max)
                bars.RemoveFirst();
        }

        last.Value.Add(trade);
    }

    /// <summary>Bars that open at or after a moment, oldest first.</summary>
    public IReadOnlyList<TradeBar> Since(long from)
    {
        var found = new List<TradeBar>();
        for (var node = bars.Last; node is not null && node.Value.OpenAt >= from; node = node.Previous)
            found.Add(node.Value);
        found.Reverse();
        return found;
    }

    /// <summary>The last bar that opens before a moment; null if none is kept.</summary>
    public TradeBar? Before(long moment)
    {
        for (var node = bars.Last; node is not null; node = node.Previous)
        {
            if (node.Value.OpenAt < moment)
                return node.Value;
        }

        return null;
    }
}
