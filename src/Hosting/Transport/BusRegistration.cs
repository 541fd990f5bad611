using Bot3.Messaging.Hosting.Broadcasting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.Hosting.DeadLetters;
using Bot3.Messaging.Hosting.Shutdown;
using Bot3.Messaging.Persistence.Outbox.Broker;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>Adds MassTransit with the modules' consumers and sagas on the configured transport.</summary>
public static class BusRegistration
{
    /// <summary>Adds the bus.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">The root configuration, section <see cref="BusOptions.Section"/>.</param>
    /// <param name="modules">The modules that share this bus.</param>
    public static void AddWorkerBus(this IServiceCollection services, IConfiguration configuration, IReadOnlyList<IWorkerModule> modules)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(modules);
        services.AddValidatedOptions<BusOptions>(configuration, BusOptions.Section).ValidateWith<BusOptions, BusOptionsRules>();
        var options = configuration.ReadOptions<BusOptions>(BusOptions.Section);

        services.AddOptions<MassTransitHostOptions>().Configure(host =>
        {
            host.WaitUntilStarted = true;
            host.StartTimeout = options.StartTimeout;
            host.StopTimeout = options.StopTimeout;

            // Consumers learn of the end a little before the wait for them ends, so that they can still give up in order.
            host.ConsumerStopTimeout = options.StopTimeout * 0.8;
        });
        services.TryAddSingleton<IBroadcaster, BusBroadcaster>();
        services.AddDeadLetters(configuration, options.Transport);
        services.AddSingleton<DeliveryLedger>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<DeliveryLedger>());
        services.TryAddSingleton<IBroadcaster, BusBroadcaster>();
        services.AddMassTransit(bus =>
        {
            bus.SetKebabCaseEndpointNameFormatter();
            bus.AddConfigureEndpointsCallback((context, queue, endpoint) => endpoint.ApplyDurableDefaults(queue, context));
            foreach (var module in modules)
            {
                module.ConfigureBus(bus);
            }

            if (options.Transport == BusTransport.InMemory)
            {
                bus.UsingInMemory((context, memory) => ConfigureCommon(context, memory, options, modules));
            }
            else
            {
                services.AddOutboxBroker(OutboxBroker(options));
                bus.UsingRabbitMq((context, rabbit) => ConfigureRabbitMq(context, rabbit, options, modules));
            }
        });
    }

    private static OutboxBrokerOptions OutboxBroker(BusOptions options) => new()
    {
        Host = options.Host,
        Port = options.Port,
        VirtualHost = options.VirtualHost,
        UserName = options.UserName,
        Password = options.Password.IsEmpty ? options.UserName : options.Password.Reveal(),
        Tls = options.Tls,
        ConnectionName = $"{Environment.MachineName}:{Environment.ProcessId} outbox",
    };

    private static void ConfigureRabbitMq(
        IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, BusOptions options, IReadOnlyList<IWorkerModule> modules)
    {
        rabbit.Host(options.Host, (ushort)options.Port, options.VirtualHost, host =>
        {
            host.Username(options.UserName);
            host.Password(options.Password.IsEmpty ? options.UserName : options.Password.Reveal());

            // A message counts as sent when the broker has it on disk, not when it left the socket.
            host.PublisherConfirmation = true;
            if (options.Tls)
            {
                host.UseSsl(tls => tls.ServerName = options.Host);
            }
        });
        rabbit.SendTopology.ConfigureErrorSettings = DurableEndpoint.ApplyErrorQueue;
        ConfigureCommon(context, rabbit, options, modules);
    }

    private static void ConfigureCommon<TEndpoint>(
        IBusRegistrationContext context, IBusFactoryConfigurator<TEndpoint> bus, BusOptions options, IReadOnlyList<IWorkerModule> modules)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        MessageJson.Apply(bus);
        bus.UseInstrumentation();
        bus.PrefetchCount = options.PrefetchCount;
        bus.ConcurrentMessageLimit = options.ConcurrencyLimit;
        foreach (var module in modules)
        {
            module.ConfigureTopology(context, bus);
        }

        bus.ConfigureEndpoints(context);
    }
}
