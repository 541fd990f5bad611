namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>
/// Events that must come: the venue has answered that it took an order, so its stream has to tell of it. A stream that answers, and pongs,
/// but is silent about orders is deaf. Bounded; thread-safe.
/// </summary>
internal sealed class StreamExpectations(TimeProvider time)
{
    private const int Max = 8192;

    private readonly Dictionary<(string Symbol, string VenueOrderId), long> _expected = [];
    private readonly HashSet<(string Symbol, string VenueOrderId)> _heard = [];
    private readonly Queue<(string Symbol, string VenueOrderId)> _heardOrder = new();
    private readonly Lock _lock = new();

    /// <summary>The venue has answered about an order: an event of it must have come, or come soon.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="venueOrderId">The venue's order id.</param>
    public void Expect(string symbol, string venueOrderId)
    {
        lock (_lock)
        {
            if (_expected.Count < Max && !_heard.Contains((symbol, venueOrderId)))
                _expected.TryAdd((symbol, venueOrderId), time.GetTimestamp());
        }
    }

    /// <summary>An event of an order came.</summary>
    /// <param name="symbol">The pair.</param>
    /// <param name="venueOrderId">The venue's order id.</param>
    public void Heard(string symbol, string venueOrderId)
    {
        lock (_lock)
        {
            _expected.Remove((symbol, venueOrderId));
            if (!_heard.Add((symbol, venueOrderId)))
                return;
            _heardOrder.Enqueue((symbol, venueOrderId));
            if (_heardOrder.Count > Max)
                _heard.Remove(_heardOrder.Dequeue());
        }
    }

    /// <summary>An order whose event should have come by now; null without one.</summary>
    /// <param name="patience">How long an event may take.</param>
    public (string Symbol, string VenueOrderId)? Overdue(TimeSpan patience)
    {
        lock (_lock)
        {
            foreach (var (order, since) in _expected)
            {
                if (time.GetElapsedTime(since) >= patience)
                    return order;
            }

            return null;
        }
    }

    /// <summary>Forgets what was expected: a new stream tells nothing of what was before it.</summary>
    public void Clear()
    {
        lock (_lock)
            _expected.Clear();
    }
}
