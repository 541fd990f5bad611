using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>The ledger in process memory.</summary>
internal sealed class MemoryDeadLetterLedger(MemoryDurableStore store) : IDeadLetterLedger
{
    public ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        if (store.DeadLetters.Exists(kept => kept.Id == deadLetter.Id))
            return ValueTask.CompletedTask;
        store.DeadLetters.Add(deadLetter);
        memory.OnRollback(() => store.DeadLetters.RemoveAll(kept => kept.Id == deadLetter.Id));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        return store.ReadAsync<IReadOnlyList<DeadLetter>>(
            () => store.DeadLetters.OrderByDescending(kept => kept.ReceivedAt).Take(limit).ToList(), cancellationToken);
    }
}
