using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Json;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Configuration;
using Bot3.Messaging.OrderSaga.Deadlines;
using Bot3.Messaging.OrderSaga.Intake;
using Bot3.Messaging.OrderSaga.Orders;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RabbitMQ.Client;

namespace Bot3.Messaging.OrderSaga;

/// <summary>The order saga as a worker module: intake, state machine, audit trail, deadlines.</summary>
public sealed class OrderSagaModule : IWorkerModule
{
    /// <inheritdoc />
    public string Name => "orders";

    /// <inheritdoc />
    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddValidatedOptions<PlacementOptions>(configuration, PlacementOptions.Section)
            .ValidateWith<PlacementOptions, PlacementOptionsRules>();
        services.AddValidatedOptions<DeadlineOptions>(configuration, DeadlineOptions.Section);
        services.AddValidatedOptions<IntakeOptions>(configuration, IntakeOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOrderQueries(configuration);
        services.AddSingleton<OrderCommands>();
        services.AddSingleton<OrderRecorder>();
        services.AddSingleton<OrderAttempts>();
        services.AddSingleton<OrderSteps>();
        services.AddSingleton<StrayEvents>();
        services.AddSingleton<IntakeDesk>();
        services.AddSingleton<DeadlineSweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<DeadlineSweeper>());
        services.AddRawJsonMessage<OrderStatusChanged>();
        services.AddInternalWire(InternalMessages.Queues, InternalMessages.Facts, InternalMessages.Commands, InternalJson.Default);
    }

    /// <inheritdoc />
    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddSagaStateMachine<OrderStateMachine, OrderState, OrderStateDefinition>().DurableRepository(OrderTables.State);
        bus.AddConsumer<SubmitOrderIntakeConsumer, SubmitOrderIntakeConsumerDefinition>();
        bus.AddConsumer<CancelOrderIntakeConsumer, CancelOrderIntakeConsumerDefinition>();
    }

    /// <inheritdoc />
    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.Message<OrderStatusChanged>(message => message.SetEntityName(WireNames.OrderStatusExchange));
        bus.Send<OrderStatusChanged>(send => send.UseRoutingKeyFormatter(sending => sending.Message.StrategyId));
        if (bus is IRabbitMqBusFactoryConfigurator rabbit)
        {
            rabbit.Publish<OrderStatusChanged>(publish => publish.ExchangeType = ExchangeType.Topic);

            // At start, not with the first status: a strategy listens before it submits, and may not declare the exchange itself.
            rabbit.DeployPublishTopology = true;
        }
        else if (bus is IInMemoryBusFactoryConfigurator memory)
        {
            memory.Publish<OrderStatusChanged>(publish => publish.ExchangeType = MassTransit.Transports.Fabric.ExchangeType.Topic);
        }
    }
}
