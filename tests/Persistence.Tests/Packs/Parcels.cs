using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Packs;

public enum Size
{
    Small,
    Large,
}

/// <summary>A command for the internal queue <c>parcels</c>.</summary>
public sealed record Parcel(Guid Id, decimal Weight, Size Size, string? Note = null);

/// <summary>An internal fact, read from <c>parcels</c> and <c>parcels-copy</c>.</summary>
public sealed record ParcelMoved(Guid Id, decimal Weight);

/// <summary>A public fact: nobody knows who reads it.</summary>
public sealed record ParcelSeen(Guid Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Parcel))]
[JsonSerializable(typeof(ParcelMoved))]
internal sealed partial class ParcelJson : JsonSerializerContext;

/// <summary>What a test does inside the consumer, and what it sees there.</summary>
public sealed class ParcelProbe : IReceiveObserver
{
    private int _acknowledged;
    private int _givenBack;

    /// <summary>Deliveries, packs or plain, that the broker has an acknowledgement of.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    /// <summary>Deliveries that went back to the queue.</summary>
    public int GivenBack => Volatile.Read(ref _givenBack);

    public Func<ConsumeContext<Parcel>, Task> Handle { get; set; } = _ => Task.CompletedTask;

    public Func<Task> Gate { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<ConsumeContext<Parcel>> Attempts { get; } = [];

    public ConcurrentQueue<ConsumeContext<ParcelMoved>> Moved { get; } = [];

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context)
    {
        Interlocked.Increment(ref _acknowledged);
        return Task.CompletedTask;
    }

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Interlocked.Increment(ref _givenBack);
        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;
}

/// <summary>Writes one row per parcel in the message's transaction, tells a public fact, and then does what the test wants.</summary>
public sealed class ParcelConsumer(ParcelProbe probe) : IConsumer<Parcel>, IConsumer<ParcelMoved>
{
    public async Task Consume(ConsumeContext<Parcel> context)
    {
        probe.Attempts.Enqueue(context);
        var session = PostgresSession.From(context.GetDurableSession());
        await using var insert = new NpgsqlCommand("INSERT INTO effects VALUES ($1)", session.Connection, session.Transaction);
        insert.Parameters.AddWithValue(context.Message.Id);
        await insert.ExecuteNonQueryAsync(context.CancellationToken);
        await context.Publish(new ParcelSeen(context.Message.Id), context.CancellationToken);
        await probe.Handle(context);
    }

    public Task Consume(ConsumeContext<ParcelMoved> context)
    {
        probe.Moved.Enqueue(context);
        return Task.CompletedTask;
    }
}

public sealed class ParcelDefinition() : DurableConsumerDefinition<ParcelConsumer>("parcels")
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<ParcelConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // Before the inbox: what shares a transaction runs one by one.
        endpointConfigurator.UseConsumeFilter(typeof(ParcelGate<>), context);
        base.ConfigureConsumer(endpointConfigurator, consumerConfigurator, context);
    }
}

/// <summary>What a test does with a message outside of its transaction.</summary>
public sealed class ParcelGate<T>(ParcelProbe probe) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        await probe.Gate();
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("gate");
}

/// <summary>A process that sends parcels, and receives them if told to.</summary>
public sealed class ParcelModule(bool receives) : IWorkerModule
{
    public string Name => "parcels";

    public ParcelProbe Probe { get; } = new();

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(Probe)
        .AddReceiveObserver(_ => Probe)
        .AddInternalQueue("parcels*")
        .AddInternalRoute<ParcelMoved>("parcels", "parcels-copy")
        .AddInternalMessage(ParcelJson.Default.Parcel)
        .AddInternalMessage(ParcelJson.Default.ParcelMoved);

    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        if (receives)
            bus.AddConsumer<ParcelConsumer, ParcelDefinition>();
    }

    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
    }
}
