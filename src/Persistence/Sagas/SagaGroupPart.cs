using Bot3.Messaging.Persistence.Groups;
using Npgsql;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>
/// The instances that the messages of one group need: locked in one order and read in one query (those whose version the cache has are not
/// transferred), changed in memory by one step after another, written once each.
/// </summary>
internal sealed class SagaGroupPart<TSaga>(SagaTable<TSaga> table, SagaSql sql, SagaCache<TSaga> cache) : IGroupPart
    where TSaga : class, IDurableSaga
{
    private readonly Dictionary<Guid, SagaEntry<TSaga>> _entries = [];

    /// <summary>Announces that a work needs an instance.</summary>
    public void Need(Guid id)
    {
        if (!_entries.ContainsKey(id))
            _entries.Add(id, cache.Take(id) ?? new SagaEntry<TSaga>());
    }

    /// <summary>The instance's entry, for the first time after the reads; null when it was not announced.</summary>
    public SagaEntry<TSaga>? Find(Guid id)
    {
        if (!_entries.TryGetValue(id, out var entry))
            return null;
        entry.Settle();
        return entry;
    }

    public void AddReads(GroupReads reads)
    {
        var ids = new Guid[_entries.Count];
        var versions = new int[_entries.Count];
        var i = 0;
        foreach (var (id, entry) in _entries)
        {
            ids[i] = id;
            versions[i++] = entry.Version;
            entry.Expect();
        }

        reads.Add(
            sql.LoadMany,
            Take,
            new NpgsqlParameter<Guid[]> { TypedValue = ids },
            new NpgsqlParameter<int[]> { TypedValue = versions });
    }

    public void AddWrites(GroupWrites writes)
    {
        foreach (var (id, entry) in _entries)
        {
            if (!entry.IsChanged)
                continue;
            if (entry.Document is null)
                writes.Add(sql.DeleteMany, id, entry.StoredVersion);
            else
                writes.Add(entry.StoredVersion == 0 ? sql.InsertMany : sql.UpdateMany, Row(id, entry));
        }
    }

    public void Committed()
    {
        foreach (var (id, entry) in _entries)
        {
            if (entry.Document is not null)
                cache.Put(id, entry);
        }
    }

    private void Take(NpgsqlDataReader reader)
    {
        var entry = _entries[reader.GetGuid(0)];
        var version = reader.GetInt32(1);
        entry.StoredVersion = version;
        if (reader.IsDBNull(2))
            return;
        var instance = SagaDocument.Read<TSaga>(reader.GetString(2), version);
        entry.Version = version;
        entry.Instance = instance;

        // As we write it, not as jsonb gives it back: this is what later changes are told by.
        entry.Document = SagaDocument.Write(instance);
    }

    private object?[] Row(Guid id, SagaEntry<TSaga> entry)
    {
        var saga = entry.Read()!;
        var row = new object?[5 + table.Columns.Count];
        row[0] = id;
        row[1] = entry.Version;
        row[2] = entry.StoredVersion;
        row[3] = saga.Deadline;
        row[4] = entry.Document;
        for (var i = 0; i < table.Columns.Count; i++)
            row[5 + i] = table.Columns[i].Value(saga);
        return row;
    }
}
