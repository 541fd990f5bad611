using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

internal sealed record Told(object Message, Guid MessageId, Guid? CorrelationId, string? Queue, DateTimeOffset? DueAt);

/// <summary>Keeps what was told by sessions that committed; what a session that failed wanted to tell is gone with it.</summary>
internal sealed class RecordingOutbox(CrashPlan crashes) : IMessageOutbox
{
    private readonly List<Told> _told = [];

    public IReadOnlyList<Told> All
    {
        get
        {
            lock (_told)
                return [.. _told];
        }
    }

    /// <summary>Facts, each message id once, in the order in which they were told first.</summary>
    public IReadOnlyList<object> Facts
        => [.. All.Where(told => told.Queue is null).DistinctBy(told => told.MessageId).Select(told => told.Message)];

    public ValueTask PublishAsync<T>(
        IDurableSession session, T message, Guid messageId, Guid? correlationId, CancellationToken cancellationToken)
        where T : class
    {
        crashes.Step($"publish {typeof(T).Name}");
        return Add(session, new Told(message, messageId, correlationId, null, null));
    }

    public ValueTask SendAsync<T>(
        IDurableSession session, string queue, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
            CancellationToken cancellationToken)
        where T : class
    {
        crashes.Step($"send {typeof(T).Name}");
        return Add(session, new Told(message, messageId, correlationId, queue, dueAt));
    }

    private ValueTask Add(IDurableSession session, Told told)
    {
        lock (_told)
            _told.Add(told);
        if (session is MemorySession memory)
        {
            memory.OnRollback(() =>
            {
                lock (_told)
                    _told.RemoveAll(kept => ReferenceEquals(kept, told));
            });
        }

        return ValueTask.CompletedTask;
    }
}
