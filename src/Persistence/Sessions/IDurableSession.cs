using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;

namespace Bot3.Messaging.Persistence.Sessions;

/// <summary>
/// One unit of work: inbox entry, saga row, business rows and outbox rows commit together or not at all.
/// Never hold one open across a call to a venue or to the broker.
/// </summary>
public interface IDurableSession : IAsyncDisposable
{
    /// <summary>Records that a consumer has seen a message.</summary>
    /// <param name="key">Message id and consumer (endpoint) name.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns><see langword="false"/> when the entry exists already: the message was handled before and must be skipped.</returns>
    ValueTask<bool> TryRecordInboxAsync(InboxKey key, CancellationToken cancellationToken);

    /// <summary>Adds a message that is published after the commit, and at the latest by the sweeper of any process.</summary>
    /// <param name="message">The final bytes with their destination and headers.</param>
    void AddOutbox(OutboxMessage message);

    /// <summary>Removes a scheduled message that has not been sent yet.</summary>
    /// <param name="token">The token that the message was scheduled under.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    /// <returns>Whether a row was removed.</returns>
    ValueTask<bool> UnscheduleAsync(Guid token, CancellationToken cancellationToken);

    /// <summary>Commits everything and hands the outbox messages that are due to the publisher. May be called once.</summary>
    /// <param name="cancellationToken">Cancels the commit before it is sent.</param>
    ValueTask CommitAsync(CancellationToken cancellationToken);
}
