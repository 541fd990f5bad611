using Bot3.Messaging.Persistence.Consuming;
using MassTransit;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Handles a consumer's message in one unit of work.</summary>
internal sealed class DurableInboxFilter<T>(DurableConsumption consumption, IServiceProvider provider) : IFilter<ConsumeContext<T>>
    where T : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("durableInbox");

    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) =>
        consumption.RunAsync(context, provider, (durable, _) => next.Send(durable));
}
