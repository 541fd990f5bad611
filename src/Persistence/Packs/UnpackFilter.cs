using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using MassTransit.Logging;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// Opens packs before anything else is done with a delivery, so that each message inside passes the whole pipe by itself: its own
/// deserialisation, retries, faults, inbox entry, dead letter. The pack is acknowledged when all are settled; if one has to be given
/// back, the pack is, and the inbox skips those that were handled.
/// </summary>
internal sealed class UnpackFilter(
    IDurableStore store, PackTransport transport, int defaultConcurrency, TimeProvider time, ILogger<UnpackFilter> logger)
    : IFilter<ReceiveContext>
{
    // Prefetch and the transport's own limit count packs, so messages need a limit of their own; plain ones share it.
    private SemaphoreSlim? _slots;

    public void Probe(ProbeContext context) => context.CreateFilterScope("unpack");

    public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        var endpoint = context.GetPayload<ReceiveEndpointContext>();
        var slots = Slots(endpoint);
        if (context.ContentType?.MediaType == PackFormat.ContentType && TryRead(context) is { } messages)
        {
            await UnpackAsync(context, endpoint, messages, slots, next);
            return;
        }

        await slots.WaitAsync(context.CancellationToken);
        try
        {
            await next.Send(context);
        }
        finally
        {
            slots.Release();
        }
    }

    private SemaphoreSlim Slots(ReceiveEndpointContext endpoint)
    {
        if (_slots is { } slots)
            return slots;
        var limit = endpoint.ConcurrentMessageLimit ?? defaultConcurrency;
        Interlocked.CompareExchange(ref _slots, new SemaphoreSlim(limit, limit), null);
        return _slots;
    }

    private IReadOnlyList<PackedMessage>? TryRead(ReceiveContext context)
    {
        try
        {
            return PackReader.Read(context.Body.GetBytes());
        }
        catch (PackFormatException exception)
        {
            // The ordinary pipe finds the same mistake inside its rescue, and makes one dead letter of it.
            Log.PackMalformed(logger, exception, OutboxAddress.Name(context.InputAddress));
            return null;
        }
    }

    private async Task UnpackAsync(
        ReceiveContext pack, ReceiveEndpointContext endpoint, IReadOnlyList<PackedMessage> messages, SemaphoreSlim slots,
            IPipe<ReceiveContext> next)
    {
        var queue = OutboxAddress.Name(pack.InputAddress);
        var packId = pack.GetMessageId() ?? DeterministicId.From("pack", messages[0].MessageId.ToString(), messages[^1].MessageId.ToString());
        DurableMetrics.Unpack(messages.Count, queue);
        var running = new List<Task>(messages.Count);
        try
        {
            // Started in order: messages of one order get at its state in the order in which they were sent.
            foreach (var message in messages)
            {
                await slots.WaitAsync(pack.CancellationToken);
                running.Add(HandleAsync(pack, endpoint, message, new PackedDelivery(message, packId, queue, store, time), slots, next));
                if (running.Exists(task => task.IsFaulted || task.IsCanceled))
                    break;
            }
        }
        finally
        {
            await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (running.Find(task => task.IsFaulted || task.IsCanceled) is { } failed)
        {
            Log.PackGivenBack(logger, packId, queue, running.Count(task => task.IsCompletedSuccessfully), messages.Count);
            await failed;
        }
    }

    private async Task HandleAsync(
        ReceiveContext pack, ReceiveEndpointContext endpoint, PackedMessage message, PackedDelivery delivery, SemaphoreSlim slots,
            IPipe<ReceiveContext> next)
    {
        try
        {
            object[] payloads = transport(pack, message) is { } properties ? [delivery, properties] : [delivery];
            using var inner = new PackedReceiveContext(pack, endpoint, message, payloads);
            await TraceAsync(inner, next);
        }
        finally
        {
            slots.Release();
        }
    }

    // The transport's dispatcher makes a span for each delivery; here the delivery was the pack.
    private static async Task TraceAsync(PackedReceiveContext inner, IPipe<ReceiveContext> next)
    {
        var name = OutboxAddress.Name(inner.InputAddress);
        var activity = LogContext.Current?.StartReceiveActivity($"{name} receive", inner.InputAddress.ToString(), name, inner);
        try
        {
            await next.Send(inner);
            await inner.ReceiveCompleted;
        }
        catch (Exception exception)
        {
            activity?.AddExceptionEvent(exception);
            throw;
        }
        finally
        {
            activity?.Stop();
        }
    }
}
