using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Keeps messages that could not be handled, so that none disappears.</summary>
public interface IDeadLetterLedger
{
    /// <summary>Keeps a message as part of a unit of work.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="deadLetter">The message with its cause.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken);

    /// <summary>Lists kept messages, the newest first.</summary>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);
}
