using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.Groups;
using MassTransit;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Handles a consumer's message in one unit of work.</summary>
internal sealed class DurableInboxFilter<T>(
    DurableConsumption consumption, IServiceProvider provider, IEnumerable<IGroupAnnouncer<T>> announcers) : IFilter<ConsumeContext<T>>
    where T : class
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("durableInbox");

    public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) =>
        consumption.RunAsync(context, provider, group => Announce(group, context.Message), (durable, _) => next.Send(durable));

    private void Announce(PostgresGroup group, T message)
    {
        foreach (var announcer in announcers)
            announcer.Announce(group, message);
    }
}
