using System.Diagnostics;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Logging;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Makes outbox rows through the bus's own endpoints, so that envelope, topology and routing keys are those of any other message.
/// </summary>
internal sealed class MessageOutbox : IMessageOutbox
{
    private const int QueuesMax = 1_000;
    private readonly Lazy<IBus> _bus;
    private readonly Lazy<OutboxMessageFactory> _factory;
    private readonly BoundedMemo<string, Uri> _queues;

    public MessageOutbox(IServiceProvider services, Lazy<OutboxMessageFactory> factory)
    {
        _bus = new Lazy<IBus>(services.GetRequiredService<IBus>);
        _factory = factory;
        _queues = new BoundedMemo<string, Uri>(QueuesMax, queue => OutboxAddress.OfQueue(_bus.Value.Address, queue));
    }

    public async ValueTask PublishAsync<T>(
        IDurableSession session, T message, Guid messageId, Guid? correlationId, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = await _bus.Value.GetPublishSendEndpoint<T>();
        await AddAsync(session, endpoint, message, messageId, correlationId, null, cancellationToken);
    }

    public async ValueTask SendAsync<T>(
        IDurableSession session, string queue, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(queue);
        var endpoint = await _bus.Value.GetSendEndpoint(_queues.Of(queue));
        await AddAsync(session, endpoint, message, messageId, correlationId, dueAt, cancellationToken);
    }

    private async ValueTask AddAsync<T>(
        IDurableSession session, ISendEndpoint endpoint, T message, Guid messageId, Guid? correlationId, DateTimeOffset? dueAt,
        CancellationToken cancellationToken)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(message);
        if (messageId == Guid.Empty)
            throw new ArgumentException("messageId must not be empty", nameof(messageId));
        var transport = endpoint as ITransportSendEndpoint
            ?? throw new InvalidOperationException($"a {endpoint.GetType().Name} cannot make messages for the outbox");
        var context = await transport.CreateSendContext(message, Pipe.Execute<SendContext<T>>(Prepare), cancellationToken);
        session.AddOutbox(_factory.Value.Create(context) with { DueAt = dueAt });

        void Prepare(SendContext<T> sending)
        {
            sending.MessageId = messageId;
            sending.CorrelationId = correlationId ?? sending.CorrelationId;
            if (Activity.Current?.Id is { } activity)
                sending.Headers.Set(DiagnosticHeaders.ActivityId, activity);
        }
    }
}
