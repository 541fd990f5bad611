using System.Collections.Concurrent;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// Which exchanges exist. Only what has gone through MassTransit once, which declares exchanges and bindings as every sender does, may be
/// published to directly: the broker ends the channel when an exchange is missing, and with it everybody's unconfirmed messages.
/// </summary>
internal sealed class OutboxRoutes(TimeProvider time, TimeSpan pauseAfterFailure)
{
    private const int EntriesMax = 10_000;
    private readonly ConcurrentDictionary<string, bool> _declared = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Until, Exception Cause)> _suspended = new(StringComparer.Ordinal);

    /// <summary>The exchange of an address, or null for one that only MassTransit understands or that belongs to a passing reader.</summary>
    public static string? Exchange(Uri destination) =>
        destination.Scheme == "exchange" && !OutboxAddress.IsTemporary(destination) ? OutboxAddress.Name(destination) : null;

    public bool IsDeclared(string exchange) => _declared.ContainsKey(exchange);

    public void Declared(string exchange)
    {
        // More exchanges than any system has: forgetting them costs one declaration each.
        if (_declared.Count >= EntriesMax)
            _declared.Clear();
        _declared[exchange] = true;
        _suspended.TryRemove(exchange, out _);
    }

    /// <summary>Takes the broker's word that an exchange is missing; which one stands in its text, between quotes.</summary>
    public void Missing(string replyText)
    {
        var named = false;
        foreach (var exchange in _declared.Keys.Where(key => replyText.Contains($"'{key}'", StringComparison.Ordinal)))
            named |= _declared.TryRemove(exchange, out _);
        if (!named)
            _declared.Clear();
    }

    /// <summary>Whoever could not be declared holds up everybody behind; so it is not tried again at once.</summary>
    public void Suspend(string exchange, Exception cause)
    {
        if (_suspended.Count >= EntriesMax)
            _suspended.Clear();
        _suspended[exchange] = (time.GetTimestamp() + (long)(pauseAfterFailure.TotalSeconds * time.TimestampFrequency), cause);
    }

    /// <summary>Why an exchange is not tried now, or null.</summary>
    public Exception? Suspension(string exchange) =>
        _suspended.TryGetValue(exchange, out var entry) && time.GetTimestamp() < entry.Until ? entry.Cause : null;
}
