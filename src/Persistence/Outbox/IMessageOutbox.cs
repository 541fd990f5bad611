using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Puts messages into a session's outbox from code that is not inside a MassTransit consumer (user stream, reconciliation, sweepers)
/// or that manages its sessions by hand.
/// </summary>
public interface IMessageOutbox
{
    /// <summary>Publishes a fact to whoever subscribes to its type, after the session commits.</summary>
    /// <typeparam name="T">The message contract.</typeparam>
    /// <param name="session">The unit of work that the message belongs to.</param>
    /// <param name="message">The fact.</param>
    /// <param name="messageId">A deterministic id, so that the same fact told twice is recognised (see <see
    /// cref="DeterministicId"/>).</param>
    /// <param name="correlationId">The order id, if the fact is about one.</param>
    /// <param name="cancellationToken">Cancels the serialisation.</param>
    ValueTask PublishAsync<T>(IDurableSession session, T message, Guid messageId, Guid? correlationId, CancellationToken cancellationToken)
        where T : class;

    /// <summary>Sends a command to one queue, after the session commits, at <paramref name="dueAt"/> if that is given.</summary>
    /// <typeparam name="T">The message contract.</typeparam>
    /// <param name="session">The unit of work that the message belongs to.</param>
    /// <param name="queue">The queue's name.</param>
    /// <param name="message">The command.</param>
    /// <param name="messageId">A deterministic id where the command may be told twice.</param>
    /// <param name="correlationId">The order id, if the command is about one.</param>
    /// <param name="dueAt">When to send it; <see langword="null"/> for at once.</param>
    /// <param name="cancellationToken">Cancels the serialisation.</param>
    ValueTask SendAsync<T>(
        IDurableSession session, string queue, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
            CancellationToken cancellationToken)
        where T : class;
}
