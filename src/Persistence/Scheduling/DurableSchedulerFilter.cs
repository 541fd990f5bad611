using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace Bot3.Messaging.Persistence.Scheduling;

/// <summary>Puts a scheduler on the delivery, for what stands outside the unit of work.</summary>
internal sealed class DurableSchedulerFilter(Lazy<DurableSchedulerParts> parts) : IFilter<ConsumeContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("durableScheduler");

    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        // Always from this context: an attempt's outbox puts itself in its place here and outlives its session.
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(
            context, _ => new MessageScheduler(new DurableScheduleProvider(context, parts.Value), parts.Value.Topology)));
        return next.Send(context);
    }
}
