namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>
/// Events that must come: the venue has answered that it took an order, so its stream has to tell of it. A stream that answers, and pongs,
/// but is silent about orders is deaf. Bounded; thread-safe.
/// </summary>
internal sealed class StreamExpectations(TimeProvider time)
{
    private const int Max = 8192;

    private readonly Dictionary<string, long> _expected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _heard = new(StringComparer.Ordinal);
    private readonly Queue<string> _heardOrder = new();
    private readonly Lock _lock = new();

    /// <summary>The venue has answered about an order: an event of it must have come, or come soon.</summary>
    /// <param name="venueOrderId">The venue's order id.</param>
    public void Expect(string venueOrderId)
    {
        lock (_lock)
        {
            if (_expected.Count < Max && !_heard.Contains(venueOrderId))
                _expected.TryAdd(venueOrderId, time.GetTimestamp());
        }
    }

    /// <summary>An event of an order came.</summary>
    /// <param name="venueOrderId">The venue's order id.</param>
    public void Heard(string venueOrderId)
    {
        lock (_lock)
        {
            _expected.Remove(venueOrderId);
            if (!_heard.Add(venueOrderId))
                return;
            _heardOrder.Enqueue(venueOrderId);
            if (_heardOrder.Count > Max)
                _heard.Remove(_heardOrder.Dequeue());
        }
    }

    /// <summary>An order whose event should have come by now; null without one.</summary>
    /// <param name="patience">How long an event may take.</param>
    public string? Overdue(TimeSpan patience)
    {
        lock (_lock)
            return _expected.FirstOrDefault(entry => time.GetElapsedTime(entry.Value) >= patience).Key;
    }

    /// <summary>Forgets what was expected: a new stream tells nothing of what was before it.</summary>
    public void Clear()
    {
        lock (_lock)
            _expected.Clear();
    }
}
