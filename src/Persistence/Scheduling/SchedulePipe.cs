using Bot3.Messaging.Persistence.Outbox;
using MassTransit;
using MassTransit.Transports;

namespace Bot3.Messaging.Persistence.Scheduling;

/// <summary>Marks a message that is being sent as one with a due time.</summary>
internal sealed class SchedulePipe<T>(IPipe<SendContext<T>> pipe, OutboxSchedule schedule) : SendContextPipeAdapter<T>(pipe)
    where T : class
{
    // The typed context is the one that becomes a row; the saga reads the token back from the header when the message arrives.
    protected override void Send(SendContext<T> context)
    {
        context.ScheduledMessageId = schedule.Token;
        context.Headers.Set(MessageHeaders.SchedulingTokenId, schedule.Token.ToString("D"));
        context.AddOrUpdatePayload(() => schedule, _ => schedule);
    }

    protected override void Send<TMessage>(SendContext<TMessage> context)
    {
    }
}
