using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Remembered deliveries in process memory.</summary>
internal sealed class MemoryInboxRows(MemoryDurableStore store) : IInboxRows
{
    public ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync(
            () => store.Inbox.Where(entry => entry.Value < before).OrderBy(entry => entry.Value).Take(limit).Select(entry => entry.Key)
                .ToList().Count(store.Inbox.Remove),
            cancellationToken);
}
