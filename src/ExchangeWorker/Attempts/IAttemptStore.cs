using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>Keeps attempts. Every read that precedes a write locks the row until the session ends.</summary>
internal interface IAttemptStore
{
    /// <summary>Says that a work of a group will read, add or change an attempt: it is locked and read with those of the others.</summary>
    void Announce(PostgresGroup group, string clientOrderId)
    {
    }

    /// <summary>Says that a work of a group will ask who holds a slice, of an attempt that it has announced.</summary>
    void AnnounceSlice(PostgresGroup group, Guid orderId, int slice)
    {
    }

    /// <summary>Adds an attempt.</summary>
    /// <returns>False when its client order id exists already, or when another attempt holds the slice.</returns>
    ValueTask<bool> TryAddAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken);

    /// <summary>Writes what may change of an attempt that was locked in this session.</summary>
    ValueTask UpdateAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken);

    /// <summary>Finds and locks an attempt by its client order id.</summary>
    ValueTask<Attempt?> LockAsync(IDurableSession session, string account, string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Finds and locks an attempt by the venue's order id.</summary>
    ValueTask<Attempt?> LockByVenueOrderAsync(
        IDurableSession session, string account, string symbol, string venueOrderId, CancellationToken cancellationToken);

    /// <summary>Finds the attempt that holds a slice, if one does.</summary>
    ValueTask<Attempt?> FindSliceHolderAsync(IDurableSession session, Guid orderId, int slice, CancellationToken cancellationToken);

    /// <summary>Lists attempts that are not final, the oldest first; no locks.</summary>
    ValueTask<IReadOnlyList<Attempt>> ListUnsettledAsync(
        IDurableSession session, string account, int limit, CancellationToken cancellationToken);

    /// <summary>Lists attempts that the venue is to be asked about, the longest due first; no locks.</summary>
    ValueTask<IReadOnlyList<Attempt>> ListDueAsync(
        IDurableSession session, string account, DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
