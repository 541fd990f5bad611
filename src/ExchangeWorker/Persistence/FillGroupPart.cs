using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>The fills that the works of one group may add: which are known is read at once, the new ones are written at once.</summary>
internal sealed class FillGroupPart : IGroupPart
{
    private readonly Dictionary<FillKey, Fill> _added = [];
    private readonly Dictionary<FillKey, bool> _known = [];

    /// <summary>Announces that a work may add a fill.</summary>
    public void Need(FillKey key) => _known.TryAdd(key, false);

    public bool IsAnnounced(FillKey key) => _known.ContainsKey(key);

    /// <summary>The fills that the works so far have added to an attempt.</summary>
    public IReadOnlyList<Fill> AddedTo(string clientOrderId) =>
        [.. _added.Values.Where(fill => fill.ClientOrderId == clientOrderId)];

    /// <summary>Adds a fill that was announced.</summary>
    /// <returns>False when it is known already.</returns>
    public bool TryAdd(PostgresSession session, Fill fill)
    {
        if (_known[fill.Key] || !_added.TryAdd(fill.Key, fill))
            return false;
        session.OnRollback(() => _added.Remove(fill.Key));
        return true;
    }

    public void AddReads(GroupReads reads)
    {
        var keys = _known.Keys;
        reads.Add(
            FillSql.Known,
            reader => _known[new FillKey(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3))] = true,
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Venue)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Symbol)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(key => key.TradeId)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.VenueOrderId)] });
    }

    public void AddWrites(GroupWrites writes)
    {
        foreach (var fill in _added.Values)
            writes.Add(FillSql.InsertMany, FillSql.Row(fill));
    }

    public void Committed()
    {
        // Nothing is kept.
    }
}
