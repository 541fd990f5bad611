using Bot3.Messaging.Persistence.Outbox.Bundles;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Stored messages in process memory.</summary>
internal sealed class MemoryOutboxRows(MemoryDurableStore store, OutboxSignal signal) : IOutboxRows
{
    public ValueTask<IReadOnlyList<OutboxRow>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset hiddenUntil, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<OutboxRow>>(
            () =>
            {
                var due = store.Outbox.Values.Where(stored => stored.AvailableAt <= now)
                    .OrderBy(stored => stored.AvailableAt).ThenBy(stored => stored.Row.Id).Take(limit).ToList();
                var claimed = due.ConvertAll(stored => stored.Row with { Attempts = stored.Row.Attempts + 1 });
                foreach (var row in claimed)
                    store.Outbox[row.Id] = new MemoryOutboxRow(row, hiddenUntil);
                return claimed;
            },
            cancellationToken);

    public async ValueTask DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken) =>
        await store.ReadAsync(() => ids.Count(store.Outbox.Remove), cancellationToken);

    public async ValueTask DeferAsync(IReadOnlyCollection<OutboxDeferral> rows, CancellationToken cancellationToken)
    {
        await store.ReadAsync(
            () =>
            {
                foreach (var row in rows.Where(row => store.Outbox.ContainsKey(row.Id)))
                    store.Outbox[row.Id] = store.Outbox[row.Id] with { AvailableAt = row.AvailableAt };
                return rows.Count;
            },
            cancellationToken);
        signal.Wake();
    }

    public ValueTask UnfoldAsync(OutboxBundle bundle, CancellationToken cancellationToken) =>
        throw new NotSupportedException("in memory every message has a row of its own");

    public ValueTask<DateTimeOffset?> ReadNextAvailableAsync(CancellationToken cancellationToken) =>
        store.ReadAsync(() => store.Outbox.Count == 0 ? (DateTimeOffset?)null : store.Outbox.Values.Min(stored => stored.AvailableAt),
            cancellationToken);

    public ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ReadAsync(
            () =>
            {
                var times = store.Outbox.Values.Select(stored => stored.Row.Message.DueAt ?? stored.Row.CreatedAt).ToList();
                var due = times.Where(time => time <= now).ToList();
                return new OutboxStatistics(due.Count, times.Count - due.Count, due.Count == 0 ? null : due.Min());
            },
            cancellationToken);
}
