using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>
/// The attempts and slices that the works of one group need: locked in one order and read at once, changed in memory, written once each.
/// </summary>
internal sealed class AttemptGroupPart : IGroupPart
{
    private readonly Dictionary<string, AttemptEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<(Guid OrderId, int Slice), Attempt?> _holders = [];

    /// <summary>Announces that a work needs an attempt.</summary>
    public void Need(string clientOrderId) => _entries.TryAdd(clientOrderId, new AttemptEntry());

    /// <summary>Announces that a work needs to know who holds a slice.</summary>
    public void NeedSlice(Guid orderId, int slice) => _holders.TryAdd((orderId, slice), null);

    /// <summary>The attempt's entry; null when it was not announced.</summary>
    public AttemptEntry? Find(string clientOrderId) => _entries.GetValueOrDefault(clientOrderId);

    /// <summary>Who holds a slice after the works so far.</summary>
    /// <returns>False when the slice was not announced.</returns>
    public bool TryFindHolder(Guid orderId, int slice, out Attempt? holder) => _holders.TryGetValue((orderId, slice), out holder);

    /// <summary>Adds an attempt that was announced.</summary>
    /// <returns>False when it exists, or when another one is known to hold the slice.</returns>
    public bool TryAdd(PostgresSession session, AttemptEntry entry, Attempt attempt)
    {
        if (entry.Current is not null)
            return false;
        if (attempt.HoldsSlice && _holders.GetValueOrDefault((attempt.OrderId, attempt.Slice)) is not null)
            return false;
        session.OnRollback(() => (entry.Added, entry.Current) = (null, null));
        (entry.Added, entry.Current) = (attempt, attempt);
        Hold(session, attempt);
        return true;
    }

    /// <summary>Changes an attempt that was announced.</summary>
    public void Update(PostgresSession session, AttemptEntry entry, Attempt attempt)
    {
        var before = entry.Current ?? throw new InvalidOperationException($"attempt {attempt.ClientOrderId} is not stored");
        session.OnRollback(() => entry.Current = before);
        entry.Current = attempt;
        Hold(session, attempt);
    }

    public void AddReads(GroupReads reads)
    {
        reads.Add(AttemptSql.LockMany, Take, new NpgsqlParameter<string[]> { TypedValue = [.. _entries.Keys] });
        if (_holders.Count == 0)
            return;

        // After the locks: of attempts that are locked here, nobody else can change the slice any more.
        reads.Add(
            AttemptSql.Holders,
            TakeHolder,
            new NpgsqlParameter<Guid[]> { TypedValue = [.. _holders.Keys.Select(key => key.OrderId)] },
            new NpgsqlParameter<int[]> { TypedValue = [.. _holders.Keys.Select(key => key.Slice)] });
    }

    public void AddWrites(GroupWrites writes)
    {
        foreach (var entry in _entries.Values)
        {
            if (entry.Added is not null)
                writes.Add(AttemptSql.InsertMany, AttemptSql.NewRow(entry.Added));
            if (entry.IsChanged)
                writes.Add(AttemptSql.UpdateMany, AttemptSql.ChangedRow(entry.Current!));
        }
    }

    public void Committed()
    {
        // Nothing is kept: the row has no version by which a later group could tell that it is still the same.
    }

    private void Hold(PostgresSession session, Attempt attempt)
    {
        var slice = (attempt.OrderId, attempt.Slice);
        if (!_holders.TryGetValue(slice, out var holder))
            return;
        if (!attempt.HoldsSlice && holder?.ClientOrderId != attempt.ClientOrderId)
            return;
        session.OnRollback(() => _holders[slice] = holder);
        _holders[slice] = attempt.HoldsSlice ? attempt : null;
    }

    private void Take(NpgsqlDataReader reader)
    {
        var attempt = AttemptSql.Read(reader);
        var entry = _entries[attempt.ClientOrderId];
        (entry.Stored, entry.Current) = (attempt, attempt);
    }

    private void TakeHolder(NpgsqlDataReader reader)
    {
        var holder = AttemptSql.Read(reader);
        _holders[(holder.OrderId, holder.Slice)] = holder;
    }
}
