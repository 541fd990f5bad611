namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>Opens units of work. One implementation keeps rows in Postgres, one in memory; both pass the same contract suite.</summary>
public interface IDurableStore
{
    /// <summary>Opens a unit of work: one transaction on one connection (Postgres), or the store-wide lock (memory).</summary>
    /// <param name="cancellationToken">Ends the wait for a connection or for the lock.</param>
    /// <returns>A session that rolls back when it is disposed without <see cref="IDurableSession.CommitAsync"/>.</returns>
    ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken);
}
