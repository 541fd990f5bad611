namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>Opens units of work. One implementation keeps rows in Postgres, one in memory; both pass the same contract suite.</summary>
public interface IDurableStore
{
    /// <summary>Opens a unit of work: one transaction on one connection (Postgres), or the store-wide lock (memory).</summary>
    /// <param name="cancellationToken">Ends the wait for a connection or for the lock.</param>
    /// <returns>A session that rolls back when it is disposed without <see cref="IDurableSession.CommitAsync"/>.</returns>
    ValueTask<IDurableSession> BeginAsync(CancellationToken cancellationToken);

    /// <summary>Runs a piece of work and commits it, alone or together with others of its group; returns after the commit.</summary>
    /// <param name="work">The work.</param>
    /// <param name="cancellationToken">Cancels before the work begins.</param>
    /// <returns><see langword="false"/> when the inbox has its key already: the message was handled before, and nothing was done.</returns>
    async Task<bool> RunAsync(DurableWork work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var session = await BeginAsync(cancellationToken);
        if (work.InboxKey is { } key && !await session.TryRecordInboxAsync(key, cancellationToken))
            return false;
        await work.Handle(session);
        await session.CommitAsync(cancellationToken);
        return true;
    }
}
