using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Leases;

/// <summary>Keeps one lease per account. Time is the store's, so that workers with wrong clocks cannot both believe.</summary>
internal interface ILeaseStore
{
    /// <summary>Says that a work of a group will ask whether a lease is held: it is asked once for all of them.</summary>
    void Announce(PostgresGroup group, Lease lease)
    {
    }

    /// <summary>Takes a free or expired lease, or one that this owner holds already.</summary>
    /// <returns>The lease with a new token; null while another owner holds it.</returns>
    ValueTask<Lease?> TryAcquireAsync(
        IDurableSession session, string account, string owner, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Extends a lease.</summary>
    /// <returns>False when it is not ours any more; then it must not be used any more.</returns>
    ValueTask<bool> TryRenewAsync(IDurableSession session, Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Whether the lease is still ours; it stays so at least until the session ends.</summary>
    ValueTask<bool> HoldsAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken);

    /// <summary>Gives a lease back, so that another worker need not wait for its end.</summary>
    ValueTask ReleaseAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken);
}
