using Bot3.Messaging.Persistence.Inbox;
using MassTransit;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>
/// Base of every consumer's definition: retry outside (added to all endpoints by <see cref="BusRegistration"/>), the inbox transaction
/// inside.
/// </summary>
/// <typeparam name="TConsumer">The consumer.</typeparam>
public abstract class DurableConsumerDefinition<TConsumer> : ConsumerDefinition<TConsumer>
    where TConsumer : class, IConsumer
{
    /// <summary>Sets name and concurrency.</summary>
    /// <param name="endpointName">The queue's name; <see langword="null"/> derives it from the consumer's name (kebab case).</param>
    /// <param name="concurrencyLimit">Messages handled at the same time, 1 to 1,000; <see langword="null"/> takes
    /// <c>Bus:ConcurrencyLimit</c>.</param>
    protected DurableConsumerDefinition(string? endpointName = null, int? concurrencyLimit = null)
    {
        if (concurrencyLimit is { } limit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1, nameof(concurrencyLimit));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000, nameof(concurrencyLimit));
            ConcurrentMessageLimit = limit;
        }

        if (endpointName is not null)
        {
            EndpointName = endpointName;
        }
    }

    /// <inheritdoc />
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<TConsumer> consumerConfigurator, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(endpointConfigurator);
        endpointConfigurator.UseDurableInbox(context);
    }
}
