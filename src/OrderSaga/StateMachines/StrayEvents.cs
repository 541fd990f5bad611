using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>Events that no order of ours takes: counted, logged, kept. None is dropped, none throws.</summary>
internal sealed class StrayEvents(IDeadLetterLedger ledger, IMessageOutbox outbox, TimeProvider time, ILogger<StrayEvents> logger)
{
    /// <summary>
    /// A cancel may overtake its order, since they come through two queues, and an outage may hold one of them up for minutes: so long it is
    /// tried again. Kept too early, the order would rest with nobody to tell it.
    /// </summary>
    internal static readonly TimeSpan CancelPatience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan CancelRetryDelayMin = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CancelRetryDelayMax = TimeSpan.FromSeconds(15);

    /// <summary>An event about an order that is not here.</summary>
    public ValueTask KeepUnknownAsync<T>(ConsumeContext<T> context, Guid orderId)
        where T : class
    {
        OrderMetrics.OrderNotFound(typeof(T).Name);
        Log.OrderNotFound(logger, typeof(T).Name, orderId);
        return KeepAsync(context, typeof(T).Name, $"OrderNotFound: {typeof(T).Name} about order {orderId}, which is not known here.");
    }

    /// <summary>A cancel of an order that is not here, or not yet.</summary>
    public ValueTask KeepUnknownAsync(ConsumeContext<CancelOrder> context)
    {
        var command = context.Message;
        var age = (time.GetUtcNow() - command.RequestedAt).Duration();
        if (age > CancelPatience)
            return KeepUnknownAsync(context, command.OrderId);
        var delay = CancelRetryDelay(age);
        Log.CancelTooEarly(logger, command.OrderId, delay);
        var handling = Handling.Of(context);
        return outbox.SendAsync(
            handling.Session,
            WireNames.OrderSagaQueue,
            command,
            Guid.CreateVersion7(time.GetUtcNow()),
            command.OrderId,
            time.GetUtcNow() + delay,
            handling.Token);
    }

    /// <summary>The older the cancel, the longer the pause: about seventy tries in all.</summary>
    internal static TimeSpan CancelRetryDelay(TimeSpan age)
        => TimeSpan.FromTicks(Math.Clamp((age / 8).Ticks, CancelRetryDelayMin.Ticks, CancelRetryDelayMax.Ticks));

    /// <summary>An event that the machine has no line for.</summary>
    public ValueTask KeepUnhandledAsync(UnhandledEventContext<OrderState> context)
    {
        OrderMetrics.EventUnhandled(context.Event.Name);
        Log.EventUnhandled(logger, context.Saga.CorrelationId, context.Event.Name, context.CurrentState.Name);
        return KeepAsync(
            context, context.Event.Name, $"EventUnhandled: {context.Event.Name} has no line in state {context.CurrentState.Name}.");
    }

    private ValueTask KeepAsync(ConsumeContext context, string messageType, string reason)
    {
        var handling = Handling.Of(context);
        var letter = new DeadLetter
        {
            Id = context.MessageId is { } id ? DeterministicId.From("stray", id.ToString("D")) : Guid.CreateVersion7(time.GetUtcNow()),
            MessageId = context.MessageId,
            Endpoint = WireNames.OrderSagaQueue,
            MessageType = messageType,
            ContentType = context.ReceiveContext.ContentType?.ToString(),
            CorrelationId = context.CorrelationId,
            Body = context.ReceiveContext.Body.GetBytes(),
            Headers = HeadersOf(context.ReceiveContext),
            Reason = reason,
            ReceivedAt = time.GetUtcNow(),
        };
        return ledger.RecordAsync(handling.Session, letter, handling.Token);
    }

    /// <summary>The transport headers as text.</summary>
    internal static Dictionary<string, string> HeadersOf(ReceiveContext context) => context.TransportHeaders.GetAll()
        .GroupBy(header => header.Key, StringComparer.Ordinal)
        .ToDictionary(
            group => group.Key,
            group => Convert.ToString(group.First().Value, CultureInfo.InvariantCulture) ?? "",
            StringComparer.Ordinal);
}
