using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.RiskWorker.Tests.Stores;

/// <summary>A session that belongs to no store.</summary>
internal sealed class NullSession : IDurableSession
{
    public ValueTask<bool> TryRecordInboxAsync(InboxKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void AddOutbox(OutboxMessage message) => throw new NotSupportedException();

    public ValueTask<bool> UnscheduleAsync(Guid token, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask CommitAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
