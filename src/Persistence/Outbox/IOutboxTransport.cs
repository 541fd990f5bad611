namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Puts stored messages on the broker.</summary>
internal interface IOutboxTransport
{
    /// <summary>Whether the bus can send at all; before it starts and while the broker is away nothing is tried.</summary>
    bool IsReady { get; }

    /// <summary>
    /// How often the way to the broker has broken. A sender that wants its messages in order gives the number that it knows: a message
    /// that comes after a break it has not seen is refused like those that broke, so that none overtakes them.
    /// </summary>
    int Generation => 0;

    /// <summary>
    /// Completes when the broker has taken the message; fails if not, or if no queue takes a mandatory one. Messages leave in the order
    /// of the calls, without a wait for one another's confirmation.
    /// </summary>
    Task SendAsync(OutboxMessage message, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="SendAsync(OutboxMessage, CancellationToken)"/>, in order after all that was sent in the same generation; fails with
    /// <see cref="OutboxBrokenException"/> when the way to the broker broke before the confirmation.
    /// </summary>
    Task SendAsync(OutboxMessage message, int generation, CancellationToken cancellationToken) => SendAsync(message, cancellationToken);
}

/// <summary>
/// The connection or channel ended before the broker confirmed: nobody knows whether it has the message. Sending it again is safe, its
/// readers know it by its id.
/// </summary>
internal sealed class OutboxBrokenException(string message, Exception? cause = null) : Exception(message, cause);
