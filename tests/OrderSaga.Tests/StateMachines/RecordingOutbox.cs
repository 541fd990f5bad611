using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>One message as it was put into the outbox.</summary>
internal sealed record Recorded(string? Queue, object Message, Guid MessageId, Guid? CorrelationId, DateTimeOffset? DueAt);

/// <summary>Keeps what the saga sends, in order, instead of delivering it.</summary>
internal sealed class RecordingOutbox : IMessageOutbox
{
    private readonly Lock _gate = new();
    private readonly List<Recorded> _messages = [];

    public IReadOnlyList<Recorded> All
    {
        get
        {
            lock (_gate)
                return [.. _messages];
        }
    }

    public IReadOnlyList<OrderStatusChanged> Told => Of<OrderStatusChanged>();

    public IReadOnlyList<T> Of<T>() => [.. All.Select(recorded => recorded.Message).OfType<T>()];

    public void Clear()
    {
        lock (_gate)
            _messages.Clear();
    }

    public ValueTask PublishAsync<T>(
        IDurableSession session, T message, Guid messageId, Guid? correlationId, CancellationToken cancellationToken)
        where T : class => Add(new Recorded(null, message, messageId, correlationId, null));

    public ValueTask SendAsync<T>(
        IDurableSession session, string queue, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
        CancellationToken cancellationToken)
        where T : class => Add(new Recorded(queue, message, messageId, correlationId, dueAt));

    private ValueTask Add(Recorded recorded)
    {
        lock (_gate)
            _messages.Add(recorded);
        return ValueTask.CompletedTask;
    }
}
