using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>The ledger in process memory; its letters are touched under the store-wide lock only.</summary>
internal sealed class MemoryDeadLetterLedger(MemoryDurableStore store, LedgerResend resend, TimeProvider time) : IDeadLetterLedger, ISettledLetters
{
    private readonly Dictionary<Guid, KeptDeadLetter> _letters = [];

    public ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var letter = LedgerRules.Storable(deadLetter);
        var kept = PutBackFrom(letter) ?? _letters.GetValueOrDefault(letter.Id) ?? Find(letter.Endpoint, letter.MessageId);
        if (kept is not null && kept.Letter.Id != letter.Id && !LedgerRules.SameBody(kept, letter))
        {
            letter = letter with { MessageId = LedgerRules.ContentId(letter) };
            kept = Find(letter.Endpoint, letter.MessageId);
        }

        if (kept is null)
            Put(memory, New(letter));
        else if (kept.Status != DeadLetterStatus.Open)
            Put(memory, LedgerRules.Again(kept, letter));
        return ValueTask.CompletedTask;
    }

    public async ValueTask<CaptureOutcome> CaptureAsync(
        IDurableSession session, DeadLetter deadLetter, CaptureSource source, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var letter = LedgerRules.Storable(deadLetter);
        var kept = PutBackFrom(letter);
        letter = letter with { MessageId = kept?.Letter.MessageId ?? letter.MessageId };
        kept ??= Find(letter.Endpoint, letter.MessageId);
        if (kept is not null && !LedgerRules.SameBody(kept, letter))
        {
            letter = letter with { MessageId = LedgerRules.ContentId(letter) };
            kept = Find(letter.Endpoint, letter.MessageId);
        }

        var unseen = await session.TryRecordInboxAsync(new InboxKey(letter.MessageId!.Value, letter.Endpoint), cancellationToken);
        var outcome = LedgerRules.Decide(kept, unseen, source);
        if (outcome == CaptureOutcome.Recorded)
            Put(memory, New(letter));
        else if (outcome is CaptureOutcome.Counted or CaptureOutcome.Reopened)
            Put(memory, LedgerRules.Again(kept!, letter));
        return outcome;
    }

    public ValueTask<LedgerChange> RetryAsync(IDurableSession session, Guid id, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        if (!_letters.TryGetValue(id, out var kept))
            return ValueTask.FromResult(LedgerChange.NotFound);
        if (kept.Status != DeadLetterStatus.Open)
            return ValueTask.FromResult(LedgerChange.NotOpen);
        if (kept.Letter.MessageId is { } messageId)
        {
            var key = new InboxKey(messageId, kept.Letter.Endpoint);
            if (store.Inbox.Remove(key, out var seenAt))
                memory.OnRollback(() => store.Inbox[key] = seenAt);
        }

        session.AddOutbox(resend.Create(kept.Letter));
        Put(memory, kept with { Status = DeadLetterStatus.Retried, RetriedAt = time.GetUtcNow(), RetryCount = kept.RetryCount + 1 });
        return ValueTask.FromResult(LedgerChange.Done);
    }

    public ValueTask<LedgerChange> DiscardAsync(IDurableSession session, Guid id, string reason, CancellationToken cancellationToken)
    {
        var words = LedgerRules.DiscardReason(reason);
        var memory = MemorySession.From(session);
        if (!_letters.TryGetValue(id, out var kept))
            return ValueTask.FromResult(LedgerChange.NotFound);
        if (kept.Status != DeadLetterStatus.Open)
            return ValueTask.FromResult(LedgerChange.NotOpen);
        Put(memory, kept with { Status = DeadLetterStatus.Discarded, DiscardedAt = time.GetUtcNow(), DiscardReason = words });
        return ValueTask.FromResult(LedgerChange.Done);
    }

    public ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        return store.ReadAsync<IReadOnlyList<DeadLetter>>(
            () => _letters.Values.Select(kept => kept.Letter).OrderByDescending(letter => letter.ReceivedAt).Take(limit).ToList(),
            cancellationToken);
    }

    public ValueTask<IReadOnlyList<KeptDeadLetter>> ListKeptAsync(DeadLetterStatus? status, int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        return store.ReadAsync<IReadOnlyList<KeptDeadLetter>>(
            () => _letters.Values.Where(kept => status is null || kept.Status == status)
                .OrderByDescending(kept => kept.LastFailedAt).Take(limit).ToList(),
            cancellationToken);
    }

    public ValueTask<KeptDeadLetter?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        store.ReadAsync(() => _letters.GetValueOrDefault(id), cancellationToken);

    public ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => store.ReadAsync(
        () => _letters.Where(entry => SettledAt(entry.Value) < before).OrderBy(entry => entry.Value.LastFailedAt).Take(limit)
            .Select(entry => entry.Key).ToList().Count(_letters.Remove),
        cancellationToken);

    private static DateTimeOffset? SettledAt(KeptDeadLetter kept) => kept.Status switch
    {
        DeadLetterStatus.Retried => kept.RetriedAt,
        DeadLetterStatus.Discarded => kept.DiscardedAt,
        _ => null,
    };

    private static KeptDeadLetter New(DeadLetter letter) =>
        new() { Letter = letter, FirstFailedAt = letter.ReceivedAt, LastFailedAt = letter.ReceivedAt };

    private KeptDeadLetter? PutBackFrom(DeadLetter letter) =>
        LedgerRules.PutBackFrom(letter) is { } id && _letters.GetValueOrDefault(id) is { } kept && LedgerRules.IsOf(kept, letter) ? kept : null;

    private KeptDeadLetter? Find(string endpoint, Guid? messageId) => messageId is null
        ? null
        : _letters.Values.FirstOrDefault(kept => kept.Letter.MessageId == messageId && kept.Letter.Endpoint == endpoint);

    private void Put(MemorySession session, KeptDeadLetter kept)
    {
        var id = kept.Letter.Id;
        var before = _letters.GetValueOrDefault(id);
        _letters[id] = kept;
        session.OnRollback(() =>
        {
            if (before is null)
                _letters.Remove(id);
            else
                _letters[id] = before;
        });
    }
}
