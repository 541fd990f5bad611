using MassTransit;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Puts an endpoint's consumers into units of work.</summary>
public static class DurableInboxConfiguration
{
    /// <summary>
    /// Handles every message of the endpoint in one unit of work: messages seen before are skipped, what the consumer sends goes to the
    /// outbox, and the commit follows the consumer. Call it after <c>UseMessageRetry</c>, so that each attempt has its own transaction.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="context">The registration context.</param>
    public static void UseDurableInbox(this IConsumePipeConfigurator endpoint, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(context);
        endpoint.UseConsumeFilter(typeof(DurableInboxFilter<>), context);
    }
}
