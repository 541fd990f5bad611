namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;

/// <summary>
/// The unfilled order count of an account in one kind of window: what the venue last told, and what was sent since. The account has one
/// owner, so nobody else of ours adds to it; fills give back, which only the venue counts. Used under the budget's lock.
/// </summary>
internal sealed class OrderCount(BinanceLimit limit)
{
    private long _window;
    private long _count;

    /// <summary>The limit.</summary>
    public BinanceLimit Limit => limit;

    /// <summary>Counts an order.</summary>
    /// <param name="now">The venue's time.</param>
    /// <returns>How long to wait; null when it may go.</returns>
    public TimeSpan? TryAdd(DateTimeOffset now)
    {
        Roll(limit.Window(now));
        if (_count >= limit.Ceiling(BinanceUrgency.Order))
            return limit.Left(now);
        _count++;
        return null;
    }

    /// <summary>Takes the venue's word. Orders under way, other than the one that was just answered, may not be in it yet.</summary>
    /// <param name="count">What the venue counts.</param>
    /// <param name="underWay">Orders sent and not answered, without that one.</param>
    /// <param name="now">The venue's time.</param>
    public void Observe(long count, int underWay, DateTimeOffset now)
    {
        Roll(limit.Window(now));
        _count = count + underWay;
    }

    private void Roll(long window)
    {
        if (window <= _window)
            return;
        _window = window;
        _count = 0;
    }
}
