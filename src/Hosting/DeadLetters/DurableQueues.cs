using System.Collections.Concurrent;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>The queues of this process's durable endpoints; some endpoints open only when their account's lease comes.</summary>
internal sealed class DurableQueues
{
    private readonly ConcurrentDictionary<string, byte> _names = new(StringComparer.Ordinal);

    /// <summary>The names known so far, in a fixed order.</summary>
    public IReadOnlyList<string> Names => [.. _names.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds a queue; again is harmless.</summary>
    public void Add(string queue) => _names.TryAdd(queue, 0);
}
