using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Scheduling;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Bot3.Messaging.Persistence.Tests.Outbox;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Scheduling;

public sealed record ParcelSent(Guid Id);

public sealed record ParcelWeighed(Guid Id, int Weight);

public sealed class Parcel : IDurableSaga
{
    public Guid CorrelationId { get; set; }

    public int Version { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    public string CurrentState { get; set; } = "Initial";

    public int Weight { get; set; }

    public static SagaTable<Parcel> Table { get; } = new() { Table = ("tickets", "parcel_state"), Columns = [] };
}

public sealed class ParcelMachine : MassTransitStateMachine<Parcel>
{
    public ParcelMachine()
    {
        InstanceState(parcel => parcel.CurrentState);
        Event(() => Sent, e => e.CorrelateById(context => context.Message.Id));
        Event(() => Weighed, e =>
        {
            e.CorrelateById(context => context.Message.Id);
            e.OnMissingInstance(missing => missing.Redeliver(redeliver =>
            {
                redeliver.Interval(200, TimeSpan.FromMilliseconds(50));
                redeliver.OnRedeliveryLimitReached(limit => limit.Fault());
            }));
        });
        Initially(When(Sent).TransitionTo(OnItsWay));
        During(OnItsWay, When(Weighed).Then(context => context.Saga.Weight = context.Message.Weight));
    }

    public State OnItsWay { get; private set; } = null!;

    public Event<ParcelSent> Sent { get; private set; } = null!;

    public Event<ParcelWeighed> Weighed { get; private set; } = null!;
}

/// <summary>A process with the parcel saga.</summary>
public static class ParcelProcess
{
    public const string Queue = "parcels";

    public static async Task<OutboxProcess> StartAsync(string database, Uri broker, CancellationToken cancellationToken)
    {
        await using (var source = NpgsqlDataSource.Create(database))
        await using (var command = source.CreateCommand("""
            CREATE SCHEMA tickets;
            CREATE TABLE tickets.parcel_state (correlation_id uuid PRIMARY KEY, version int NOT NULL, deadline timestamptz,
                document text NOT NULL);
            """))
            await command.ExecuteNonQueryAsync(cancellationToken);
        return await OutboxProcess.StartAsync(
            database, broker, cancellationToken,
            register: registration => registration.AddSagaStateMachine<ParcelMachine, Parcel>().DurableRepository(Parcel.Table),
            bus: (context, factory) => factory.ReceiveEndpoint(Queue, endpoint =>
            {
                endpoint.UseDurableScheduler(context);
                endpoint.ConfigureSaga<Parcel>(context);
            }));
    }

    public static Task UntilAsync(OutboxProcess process, Guid id, Func<Parcel, bool> predicate, CancellationToken cancellationToken)
    {
        var reader = process.Services.GetRequiredService<ISagaReader<Parcel>>();
        return TicketHost.UntilAsync(
            async () => await reader.FindAsync(id, cancellationToken) is { } parcel && predicate(parcel), "the parcel", cancellationToken);
    }
}
