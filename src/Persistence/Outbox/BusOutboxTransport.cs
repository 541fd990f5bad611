using System.Diagnostics;
using System.Net.Mime;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using MassTransit.Context;
using MassTransit.Logging;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Sends through MassTransit's endpoints, so on every transport, and declares destinations the way that every sender does. The stored
/// bytes leave unchanged. One message at a time, so that they leave in the order of the calls.
/// </summary>
internal sealed class BusOutboxTransport(IServiceProvider services, IOptions<OutboxOptions> options, TimeProvider time)
    : IOutboxTransport, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    // The bus is resolved late: its own construction may need what is built on the outbox.
    private readonly Lazy<IBusControl> _bus = new(services.GetRequiredService<IBusControl>);

    public bool IsReady => _bus.Value.CheckHealth().Status != BusHealthStatus.Unhealthy;

    public async Task SendAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await SendNowAsync(message, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task SendNowAsync(OutboxMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var parent = message.Headers.GetValueOrDefault(DiagnosticHeaders.ActivityId);
        using var activity = DurableMetrics.Source.StartActivity("outbox publish", ActivityKind.Internal, parent!);
        try
        {
            var endpoint = await _bus.Value.GetSendEndpoint(message.Destination);
            await endpoint.Send(new SerializedMessageBody(), new StoredMessagePipe(message), linked.Token);
        }
        catch (OperationCanceledException exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"the broker has not confirmed within {options.Value.PublishTimeout}", exception);
        }
    }

    private sealed class StoredMessagePipe(OutboxMessage message) : IPipe<SendContext<SerializedMessageBody>>
    {
        public void Probe(ProbeContext context) => context.CreateScope("outbox");

        public Task Send(SendContext<SerializedMessageBody> context)
        {
            context.MessageId = message.MessageId;
            context.CorrelationId = message.CorrelationId;
            context.TimeToLive = message.TimeToLive;
            foreach (var (key, value) in message.Headers)
                context.Headers.Set(key, value);
            context.Serializer = new CopyBodySerializer(new ContentType(message.ContentType), new StoredBody(message.Body));
            if (message.Mandatory && context is TransportSendContext transport)
                transport.Mandatory = true;
            if (message.RoutingKey is { } routingKey && context.TryGetPayload<RoutingKeySendContext>(out var routing))
                routing.RoutingKey = routingKey;
            return Task.CompletedTask;
        }
    }

    private sealed class StoredBody(ReadOnlyMemory<byte> body) : MessageBody
    {
        public long? Length => body.Length;

        public Stream GetStream() => new MemoryStream(GetBytes(), writable: false);

        public byte[] GetBytes() => body.ToArray();

        public string GetString() => System.Text.Encoding.UTF8.GetString(body.Span);
    }
}
