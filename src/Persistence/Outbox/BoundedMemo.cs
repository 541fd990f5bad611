using System.Collections.Concurrent;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Answers made once and kept, up to a bound; beyond it they are made every time. Any thread may ask.</summary>
internal sealed class BoundedMemo<TKey, TValue>(int entriesMax, Func<TKey, TValue> make)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, TValue> _known = new();

    public TValue Of(TKey key)
    {
        if (_known.TryGetValue(key, out var known))
            return known;
        var made = make(key);
        if (_known.Count < entriesMax)
            _known.TryAdd(key, made);
        return made;
    }
}
