using System.Collections.Concurrent;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>What a destination's address says, taken apart once: it is the same few addresses for every message.</summary>
internal sealed class OutboxDestinations
{
    // Replies go to an address of their own each; those of more senders than this are taken apart every time.
    private const int EntriesMax = 1_000;
    private readonly ConcurrentDictionary<Uri, OutboxDestination> _known = new();

    public OutboxDestination Of(Uri address)
    {
        if (_known.TryGetValue(address, out var known))
            return known;
        var made = new OutboxDestination(OutboxAddress.ToPortable(address), OutboxAddress.Name(address), OutboxAddress.IsTemporary(address));
        if (_known.Count < EntriesMax)
            _known.TryAdd(address, made);
        return made;
    }
}

/// <summary>A destination.</summary>
/// <param name="Portable">The address as it is stored.</param>
/// <param name="Name">Queue or exchange.</param>
/// <param name="IsTemporary">Whether it ends with its reader.</param>
internal sealed record OutboxDestination(Uri Portable, string Name, bool IsTemporary);
