namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Reads instances outside of message handling: sweepers, commands for operators, tests.</summary>
/// <typeparam name="TSaga">The saga instance type.</typeparam>
public interface ISagaReader<TSaga>
    where TSaga : class, IDurableSaga
{
    /// <summary>Loads one instance as last committed.</summary>
    /// <param name="correlationId">The instance's id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The instance, or <see langword="null"/>.</returns>
    ValueTask<TSaga?> FindAsync(Guid correlationId, CancellationToken cancellationToken);

    /// <summary>Lists instances whose deadline has passed, the oldest first.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<TSaga>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);
}
