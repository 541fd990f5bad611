using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting;
using MassTransit;
using MassTransit.Transports.Fabric;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>The sample strategies' ears on the bus: prices, and the status of their own orders by routing key, as plain JSON.</summary>
/// <param name="strategies">The strategies' ids; each hears only its own.</param>
internal sealed class DemoModule(IReadOnlyList<string> strategies) : IWorkerModule
{
    /// <inheritdoc />
    public string Name => "demo";

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<DemoMarket>();
        services.AddSingleton<DemoOrders>();
        services.AddSingleton<DemoDesk>();
    }

    /// <inheritdoc />
    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        // The endpoints below are made by hand: one listens to plain JSON.
    }

    /// <inheritdoc />
    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.ReceiveEndpoint("demo-market", endpoint => endpoint.Instance(context.GetRequiredService<DemoMarket>()));
        bus.ReceiveEndpoint("demo-status", endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;

            // One at a time: the events of an order stay in sequence.
            endpoint.ConcurrentMessageLimit = 1;
            endpoint.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType, isDefault: true);
            foreach (var strategy in strategies)
                ((IInMemoryReceiveEndpointConfigurator)endpoint).Bind(WireNames.OrderStatusExchange, ExchangeType.Topic, strategy);
            endpoint.Instance(context.GetRequiredService<DemoOrders>());
        });
    }
}
