using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.Persistence.Groups;
using Npgsql;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>
/// The leases that the works of one group rely on: asked once, and held against a takeover until the group's transaction ends.
/// </summary>
internal sealed class LeaseGroupPart : IGroupPart
{
    private const string Held =
        """
        SELECT l.account, l.owner, l.token FROM unnest($1, $2, $3) AS k (account, owner, token)
        JOIN exchange.leases l ON l.account = k.account AND l.owner = k.owner AND l.token = k.token AND l.expires_at > clock_timestamp()
        WHERE l.account = ANY ($1) ORDER BY l.account FOR SHARE OF l
        """;

    private readonly Dictionary<(string Account, string Owner, long Token), bool> _leases = [];

    /// <summary>Announces that a work relies on a lease.</summary>
    public void Need(Lease lease) => _leases.TryAdd(Key(lease), false);

    /// <summary>Whether the lease is held; null when it was not announced.</summary>
    public bool? Find(Lease lease) => _leases.TryGetValue(Key(lease), out var held) ? held : null;

    public void AddReads(GroupReads reads)
    {
        var keys = _leases.Keys;
        reads.Add(
            Held,
            reader => _leases[(reader.GetString(0), reader.GetString(1), reader.GetInt64(2))] = true,
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Account)] },
            new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(key => key.Owner)] },
            new NpgsqlParameter<long[]> { TypedValue = [.. keys.Select(key => key.Token)] });
    }

    public void AddWrites(GroupWrites writes)
    {
        // A lease is only asked for here.
    }

    public void Committed()
    {
        // Nothing is kept: the next group asks again.
    }

    private static (string Account, string Owner, long Token) Key(Lease lease) => (lease.Account, lease.Owner, lease.Token);
}
