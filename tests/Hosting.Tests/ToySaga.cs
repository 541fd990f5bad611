using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Sagas;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Hosting.Tests;

public sealed record ToyOpened(Guid ToyId);

public sealed record ToyApproved(Guid ToyId);

public sealed class ToySaga : IDurableSaga
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public string? CurrentState { get; set; }

    public DateTimeOffset? Deadline { get; set; }
}

public sealed class ToyStateMachine : MassTransitStateMachine<ToySaga>
{
    public ToyStateMachine()
    {
        InstanceState(saga => saga.CurrentState);
        Event(() => Opened, e => e.CorrelateById(context => context.Message.ToyId));
        Event(() => Approved, e => e.CorrelateById(context => context.Message.ToyId));
        Initially(When(Opened).Publish(context => new ToyAsked(context.Saga.CorrelationId)).TransitionTo(Waiting));
        During(Waiting, When(Approved).TransitionTo(Ended));
    }

    public State Waiting { get; private set; } = null!;

    public State Ended { get; private set; } = null!;

    public Event<ToyOpened> Opened { get; private set; } = null!;

    public Event<ToyApproved> Approved { get; private set; } = null!;
}

public sealed record ToyAsked(Guid ToyId);

/// <summary>Approves, and publishes through the consume context, so that the approval leaves by the outbox.</summary>
public sealed class ToyAskedConsumer : IConsumer<ToyAsked>
{
    public Task Consume(ConsumeContext<ToyAsked> context) => context.Publish(new ToyApproved(context.Message.ToyId), context.CancellationToken);
}

public sealed class ToyAskedDefinition : DurableConsumerDefinition<ToyAskedConsumer>
{
    public ToyAskedDefinition()
        : base("toy-asked", concurrencyLimit: 4)
    {
    }
}

/// <summary>A saga and a consumer that answers it: the shape of the real workers.</summary>
public sealed class ToySagaModule : IWorkerModule
{
    public string Name => "toy-saga";

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
    }

    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddSagaStateMachine<ToyStateMachine, ToySaga>().DurableRepository(new SagaTable<ToySaga> { Table = ("toys", "toy_state") });
        bus.AddConsumer<ToyAskedConsumer, ToyAskedDefinition>();
    }

    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
    }
}
