using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>
/// Keeps messages that could not be handled, so that none disappears: one letter per endpoint and message id, however often the message
/// fails or its failure is told.
/// </summary>
public interface IDeadLetterLedger
{
    /// <summary>
    /// Keeps a message that its consumer has put aside, as part of the consumer's unit of work. A letter with this id, or of this
    /// endpoint and message id, or that the message was put back from, stays as it is while it is open, and is opened again if it was
    /// closed. A message without an id, or whose id another message bears already, gets one from endpoint and body.
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="deadLetter">The message with its cause.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken);

    /// <summary>
    /// Keeps a message that its endpoint gives up, together with its inbox entry, so that a second delivery is neither handled nor kept
    /// again. A message without an id gets one from endpoint and body; so does one whose id another message bears already.
    /// </summary>
    /// <param name="session">A unit of work of its own.</param>
    /// <param name="deadLetter">The message with its cause.</param>
    /// <param name="source">Where it was taken from.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>What the ledger made of it.</returns>
    ValueTask<CaptureOutcome> CaptureAsync(
        IDurableSession session, DeadLetter deadLetter, CaptureSource source, CancellationToken cancellationToken);

    /// <summary>
    /// Puts the original message back to its queue with its own message id, correlation id, content type and headers, and forgets its
    /// inbox entry, all when the session commits. Fails it again, the same letter is open again.
    /// </summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="id">The letter's id.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether it was done.</returns>
    ValueTask<LedgerChange> RetryAsync(IDurableSession session, Guid id, CancellationToken cancellationToken);

    /// <summary>Gives an open letter up. The message stays known to the inbox, so that a late copy is not handled.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="id">The letter's id.</param>
    /// <param name="reason">Why, 1 to 2,000 characters.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether it was done.</returns>
    ValueTask<LedgerChange> DiscardAsync(IDurableSession session, Guid id, string reason, CancellationToken cancellationToken);

    /// <summary>Lists kept messages whatever became of them, the newest first.</summary>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Lists letters with what became of them, the one that failed last first.</summary>
    /// <param name="status">Only these; <see langword="null"/> for all.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<KeptDeadLetter>> ListKeptAsync(DeadLetterStatus? status, int limit, CancellationToken cancellationToken);

    /// <summary>Reads one letter.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The letter, or <see langword="null"/>.</returns>
    ValueTask<KeptDeadLetter?> FindAsync(Guid id, CancellationToken cancellationToken);
}
