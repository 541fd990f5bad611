using System.Text.Json.Serialization;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.Consuming;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Tests.Crash;

public enum JobKind
{
    /// <summary>Leaves one effect a handling, so that a second handling can be seen.</summary>
    Plain,

    /// <summary>Leaves one effect in all, by a unique index.</summary>
    Keyed,

    /// <summary>Cannot be handled.</summary>
    Poison,
}

/// <summary>A command for the internal queue <c>jobs</c>.</summary>
public sealed record Job(Guid Id, Guid Account, JobKind Kind = JobKind.Plain);

/// <summary>An internal fact, read by the saga of the account.</summary>
public sealed record JobDone(Guid Id, Guid Account);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Job))]
[JsonSerializable(typeof(JobDone))]
internal sealed partial class CrashJson : JsonSerializerContext;

/// <summary>What a test does inside the consumer.</summary>
public sealed class CrashProbe
{
    private int _handled;

    /// <summary>How often the consumer ran, in vain or not.</summary>
    public int Handled => Volatile.Read(ref _handled);

    public Func<Job, Task> Handle { get; set; } = _ => Task.CompletedTask;

    public Task RunAsync(Job job)
    {
        Interlocked.Increment(ref _handled);
        return Handle(job);
    }
}

/// <summary>Leaves an effect and tells of it, both in the message's transaction.</summary>
public sealed class JobConsumer(CrashProbe probe) : IConsumer<Job>
{
    private static readonly BulkStatement Effect = new(
        BulkOrder.Insert, "INSERT INTO crash.effects (id) SELECT * FROM unnest($1)", [NpgsqlDbType.Uuid]);

    public async Task Consume(ConsumeContext<Job> context)
    {
        var job = context.Message;
        await probe.RunAsync(job);
        if (job.Kind == JobKind.Poison)
            throw new PermanentFaultException("poison");
        var session = PostgresSession.From(context.GetDurableSession());
        if (job.Kind == JobKind.Keyed && !await TryTakeKeyAsync(session, job.Id, context.CancellationToken))
            return;
        session.Write(Effect, job.Id);
        await context.Publish(new JobDone(job.Id, job.Account), context.CancellationToken);
    }

    private static async Task<bool> TryTakeKeyAsync(PostgresSession session, Guid id, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "INSERT INTO crash.keyed (id) VALUES ($1) ON CONFLICT DO NOTHING", session.Connection, session.Transaction);
        command.Parameters.AddWithValue(id);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }
}

public sealed class JobDefinition() : DurableConsumerDefinition<JobConsumer>("jobs")
{
    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator, IConsumerConfigurator<JobConsumer> consumerConfigurator, IRegistrationContext context)
    {
        // Outside of the transaction: what it holds up is handled, but not acknowledged.
        endpointConfigurator.UseConsumeFilter(typeof(AcknowledgementFilter<>), context);
        base.ConfigureConsumer(endpointConfigurator, consumerConfigurator, context);
    }
}

/// <summary>What an account's jobs have come to. It counts, so a second handling can be seen.</summary>
public sealed class Tally : IDurableSaga
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    public string CurrentState { get; set; } = "Initial";

    public List<Guid> Jobs { get; set; } = [];

    public static SagaTable<Tally> Table { get; } = new() { Table = ("crash", "tally") };
}

public sealed class TallyMachine : MassTransitStateMachine<Tally>
{
    public TallyMachine()
    {
        InstanceState(tally => tally.CurrentState);
        Event(() => Done, e => e.CorrelateById(context => context.Message.Account));
        Initially(When(Done).Then(context => context.Saga.Jobs.Add(context.Message.Id)).TransitionTo(Counting));
        During(Counting, When(Done).Then(context => context.Saga.Jobs.Add(context.Message.Id)));
    }

    public State Counting { get; private set; } = null!;

    public Event<JobDone> Done { get; private set; } = null!;
}

/// <summary>A consumer, the outbox, and a saga behind it: the shape of the real workers, with seams where a process can be made to die.</summary>
internal sealed class CrashModule(CrashSwitch crash) : IWorkerModule
{
    public string Name => "crash";

    public CrashProbe Probe { get; } = new();

    public void ConfigureServices(IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Probe);
        services.AddInternalQueue("jobs").AddInternalQueue("tally");
        services.AddInternalRoute<JobDone>("tally");
        services.AddInternalMessage(CrashJson.Default.Job).AddInternalMessage(CrashJson.Default.JobDone);
        services.AddCrashSeams(crash);
    }

    public void ConfigureBus(IBusRegistrationConfigurator bus)
    {
        bus.AddConsumer<JobConsumer, JobDefinition>();
        bus.AddSagaStateMachine<TallyMachine, Tally>().DurableRepository(Tally.Table);
    }

    public void ConfigureTopology(IBusRegistrationContext context, IBusFactoryConfigurator bus)
    {
    }
}
