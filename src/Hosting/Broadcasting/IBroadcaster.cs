namespace Bot3.Messaging.Hosting.Broadcasting;

/// <summary>
/// Publishes facts that are told again anyway (prices, rules, balances): past the outbox, with a time to live, to whoever listens now.
/// Never for anything that must not be lost.
/// </summary>
public interface IBroadcaster
{
    /// <summary>Publishes a snapshot; returns when the broker has it.</summary>
    /// <typeparam name="T">The message contract.</typeparam>
    /// <param name="message">The snapshot.</param>
    /// <param name="timeToLive">After this time an unread copy is worthless and dropped.</param>
    /// <param name="cancellationToken">Ends the wait, for example while the broker is away.</param>
    Task PublishAsync<T>(T message, TimeSpan timeToLive, CancellationToken cancellationToken)
        where T : class;
}
