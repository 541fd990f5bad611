using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Persistence.Scheduling;

/// <summary>Lets an endpoint schedule messages outside a unit of work.</summary>
public static class DurableSchedulerConfiguration
{
    /// <summary>
    /// Gives the endpoint's messages a scheduler whose messages are outbox rows with a due time, so that <c>UseScheduledRedelivery</c>
    /// and <c>ScheduleSend</c> need no broker plug-in and survive restarts. Inside a unit of work the session's own scheduler is used
    /// instead. <c>UseScheduledRedelivery</c> must be called before <c>UseDurableInbox</c>: it stands outside.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The registration context.</param>
    public static void UseDurableScheduler(this IConsumePipeConfigurator endpoint, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(context);
        // Resolved with the first use: the bus, whose topology the factory needs, is being built just now.
        var parts = new Lazy<DurableSchedulerParts>(() => new DurableSchedulerParts(
            context.GetRequiredService<IDurableStore>(),
            context.GetRequiredService<OutboxMessageFactory>(),
            context.GetRequiredService<IBus>().Topology,
            context.GetRequiredService<ILogger<DurableScheduleProvider>>()));
        endpoint.AddPrePipeSpecification(new FilterPipeSpecification<ConsumeContext>(new DurableSchedulerFilter(parts)));
    }
}

/// <summary>What every scheduler of a process shares.</summary>
internal sealed record DurableSchedulerParts(
    IDurableStore Store, OutboxMessageFactory Factory, IBusTopology Topology, ILogger<DurableScheduleProvider> Logger);
