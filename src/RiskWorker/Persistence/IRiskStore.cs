using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>
/// Risk's own rows, written inside a session's transaction. One implementation on Postgres, one in memory; one suite tests both.
/// </summary>
public interface IRiskStore
{
    /// <summary>
    /// Takes an account's lock until the session ends: reading exposure, deciding and reserving is one step however many workers run
    /// (invariant I8).
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask LockAccountAsync(IDurableSession session, string account, CancellationToken cancellationToken);

    /// <summary>The decision of an order, if there is one.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<StoredDecision?> FindDecisionAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken);

    /// <summary>Stores a decision, and the reservation when it approves.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="decision">The decision; its order must not have one yet.</param>
    /// <param name="reservation">What is reserved; null for a denial.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask AddDecisionAsync(IDurableSession session, StoredDecision decision, Reservation? reservation, CancellationToken cancellationToken);

    /// <summary>The account's reservations that still hold something.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<Reservation>> ListOpenReservationsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken);

    /// <summary>What the account holds and has promised, as decisions need it.</summary>
    /// <param name="session">The unit of work; it holds the account's lock.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    async ValueTask<AccountBook> ReadBookAsync(IDurableSession session, string account, CancellationToken cancellationToken) => AccountBook.Of(
        await ListPositionsAsync(session, account, cancellationToken),
        await ListOpenReservationsAsync(session, account, cancellationToken));

    /// <summary>An order's reservation, locked for change.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<Reservation?> FindReservationAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken);

    /// <summary>Stores a changed reservation.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="reservation">The reservation.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask UpdateReservationAsync(IDurableSession session, Reservation reservation, CancellationToken cancellationToken);

    /// <summary>Stores a fill.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="fill">The fill.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns><see langword="false"/> when the trade is known already.</returns>
    ValueTask<bool> TryAddFillAsync(IDurableSession session, StoredFill fill, CancellationToken cancellationToken);

    /// <summary>All fills of an account, in the order that they were applied.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<StoredFill>> ListFillsAsync(IDurableSession session, string account, CancellationToken cancellationToken);

    /// <summary>The account's positions, of all strategies and symbols.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="account">The account.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<StoredPosition>> ListPositionsAsync(IDurableSession session, string account, CancellationToken cancellationToken);

    /// <summary>Stores a position anew or changed.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="position">The position.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask PutPositionAsync(IDurableSession session, StoredPosition position, CancellationToken cancellationToken);
}
