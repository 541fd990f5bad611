using System.Diagnostics.CodeAnalysis;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Scheduling;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Scheduling;

namespace Bot3.Messaging.Persistence.Consuming;

/// <summary>The consume context inside a unit of work: everything that is sent through it becomes an outbox row of the session.</summary>
internal sealed class DurableConsumeContext<TMessage> : OutboxConsumeContextProxy<TMessage>
    where TMessage : class
{
    private readonly OutboxMessageFactory _factory;
    private readonly IDurableSession _session;
    private readonly IBusTopology _topology;
    private MessageSchedulerContext? _scheduler;

    public DurableConsumeContext(
        ConsumeContext<TMessage> context, IServiceProvider provider, IDurableSession session, OutboxMessageFactory factory,
            IBusTopology topology)
        : base(context, new OutboxConsumeOptions(), provider)
    {
        _session = session;
        _factory = factory;
        _topology = topology;
    }

    // What follows belongs to MassTransit's own outbox loop, which is not used: the session decides and delivers.
    public override bool ContinueProcessing { get; set; }

    public override bool IsMessageConsumed => false;

    public override bool IsOutboxDelivered => false;

    public override int ReceiveCount => 1;

    public override long? LastSequenceNumber => null;

    public override Task SetConsumed() => Task.CompletedTask;

    public override Task SetDelivered() => Task.CompletedTask;

    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());

    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;

    public override Task RemoveOutboxMessages() => Task.CompletedTask;

    public override Task AddSend<T>(SendContext<T> context)
    {
        _session.AddOutbox(_factory.Create(context));
        return Task.CompletedTask;
    }

    public override bool HasPayloadType(Type payloadType) =>
        payloadType.IsInstanceOfType(_session) || payloadType.IsAssignableFrom(typeof(ConsumeMessageSchedulerContext))
        || base.HasPayloadType(payloadType);

    // Session and scheduler live and die with this attempt, so they must not get into the payloads of the delivery, which retries share.
    public override bool TryGetPayload<T>([NotNullWhen(true)] out T? payload)
        where T : class
    {
        if (Own<T>() is not { } own)
            return base.TryGetPayload<T>(out payload);
        payload = own;
        return true;
    }

    public override T GetOrAddPayload<T>(PayloadFactory<T> payloadFactory) => Own<T>() ?? base.GetOrAddPayload(payloadFactory);

    public override T AddOrUpdatePayload<T>(PayloadFactory<T> addFactory, UpdatePayloadFactory<T> updateFactory) =>
        Own<T>() ?? base.AddOrUpdatePayload(addFactory, updateFactory);

    private ConsumeMessageSchedulerContext NewScheduler() =>
        new(this, consuming => new MessageScheduler(new OutboxScheduleProvider(consuming, _session), _topology));

    private T? Own<T>()
        where T : class
    {
        if (typeof(T) == typeof(MessageSchedulerContext))
            return (T)(_scheduler ??= NewScheduler());
        return typeof(T) == typeof(IDurableSession) ? (T)_session : null;
    }
}
