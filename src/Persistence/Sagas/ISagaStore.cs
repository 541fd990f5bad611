using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Reads and writes saga instances inside a unit of work.</summary>
/// <typeparam name="TSaga">The saga instance type.</typeparam>
public interface ISagaStore<TSaga>
    where TSaga : class, IDurableSaga
{
    /// <summary>Loads an instance; on Postgres its row stays locked until the session ends.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="correlationId">The instance's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>A copy of its own, or <see langword="null"/>.</returns>
    ValueTask<TSaga?> LoadAsync(IDurableSession session, Guid correlationId, CancellationToken cancellationToken);

    /// <summary>Inserts a new instance with version 1.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="saga">The instance; its version is set.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns><see langword="false"/> when an instance of that id exists already: load that one.</returns>
    ValueTask<bool> InsertAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken);

    /// <summary>
    /// Writes an instance, if the stored version is still the one that it was loaded with, and raises the version by one.
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="saga">The instance; its version is set.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="SagaConcurrencyException">Someone else has written or removed it since it was loaded.</exception>
    ValueTask UpdateAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken) =>
        UpdateAsync(session, saga, SagaDocument.Write(saga), cancellationToken);

    /// <summary>As above, for a caller that has the instance's document at hand.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="saga">The instance; its version is set.</param>
    /// <param name="document">The instance as it is stored.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="SagaConcurrencyException">Someone else has written or removed it since it was loaded.</exception>
    ValueTask UpdateAsync(IDurableSession session, TSaga saga, string document, CancellationToken cancellationToken);

    /// <summary>Removes an instance, if the stored version is still the one that it was loaded with.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="saga">The instance.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <exception cref="SagaConcurrencyException">Someone else has written or removed it since it was loaded.</exception>
    ValueTask DeleteAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken);

    /// <summary>Says that a work of a group will need an instance, so that the group reads it beforehand. Only stores that group act on it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="correlationId">The instance's id.</param>
    void Announce(PostgresGroup group, Guid correlationId)
    {
    }

    /// <summary>The document of an instance as it was before this step, where the store has it at hand.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="correlationId">The instance's id.</param>
    /// <returns>The document as it is written, or <see langword="null"/>.</returns>
    string? KnownDocument(IDurableSession session, Guid correlationId) => null;
}
