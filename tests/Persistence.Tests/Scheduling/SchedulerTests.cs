using System.Text;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Scheduling;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Bot3.Messaging.Persistence.Tests.Outbox;
using Bot3.Messaging.TestKit.Services;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Tests.Scheduling;

/// <summary>Redelivery and scheduling without a broker plug-in, on a real broker and database.</summary>
public sealed class SchedulerTests
{
    private const string Queue = "chores";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScheduledRedelivery_WhenTheConsumerAlwaysFails_RunsEveryRoundOnceAndThenGoesToTheErrorQueue(bool raw)
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        var journal = new ChoreJournal { FailUpTo = int.MaxValue };
        await using var process = await StartAsync(database, virtualHost, journal, raw);
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, Queue + "_error", Token);
        var chore = new Chore(Guid.NewGuid(), "fails");
        await SendAsync(process, chore, Guid.NewGuid());
        var dead = await OutboxProcess.GetAsync(channel, Queue + "_error", Token);
        Assert.Equal([0, 1, 2, 3], journal.Rounds);
        Assert.Contains("told to fail", Text(dead.BasicProperties.Headers!["MT-Fault-Message"]), StringComparison.Ordinal);
        await process.UntilEmptyAsync(Token);
    }

    [Fact]
    public async Task ScheduledRedelivery_OfAMessageThatComesTwice_IsOneRowAndOneHandling()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        var journal = new ChoreJournal { FailUpTo = 2 };
        await using var process = await StartAsync(database, virtualHost, journal, raw: false);
        var chore = new Chore(Guid.NewGuid(), "twice");
        var id = Guid.NewGuid();
        // As after a crash between the redelivery's commit and the acknowledgement.
        await SendAsync(process, chore, id);
        await SendAsync(process, chore, id);
        await journal.UntilDoneAsync("twice", Token);
        await process.UntilEmptyAsync(Token);
        var end = new Chore(Guid.NewGuid(), "end");
        journal.FailUpTo = 0;
        await SendAsync(process, end, Guid.NewGuid());
        await journal.UntilDoneAsync("end", Token);
        Assert.Equal([0, 1, 2, 0], journal.Rounds);
        Assert.Single(journal.Done, done => done == "twice");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ScheduleSend_FromAConsumer_ArrivesUnlessCancelled(bool durable)
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        var journal = new ChoreJournal();
        await using var process = await StartAsync(database, virtualHost, journal, raw: false, durable);
        await SendAsync(process, new Chore(Guid.NewGuid(), "cancel"), Guid.NewGuid());
        await journal.UntilDoneAsync("cancel", Token);
        await SendAsync(process, new Chore(Guid.NewGuid(), "schedule"), Guid.NewGuid());
        await journal.UntilDoneAsync("scheduled by schedule", Token);
        await process.UntilEmptyAsync(Token);
        Assert.DoesNotContain("scheduled by cancel", journal.Done);
    }

    [Fact]
    public async Task MissingInstance_WithRedeliver_IsTriedUntilTheSagaExists()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await ParcelProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token);
        var id = Guid.NewGuid();
        await SendToAsync(process, ParcelProcess.Queue, new ParcelWeighed(id, 7), Guid.NewGuid());
        await TicketHost.UntilAsync(async () => await InboxRoundsAsync(process) >= 3, "three rounds without the saga", Token);
        await SendToAsync(process, ParcelProcess.Queue, new ParcelSent(id), Guid.NewGuid());
        await ParcelProcess.UntilAsync(process, id, parcel => parcel.Weight == 7, Token);
        await process.UntilEmptyAsync(Token);
    }

    [Fact]
    public void Identity_IsTheOriginalIdForTheFirstRound_AndAnotherFixedOneForEachFurther()
    {
        var id = Guid.Parse("0190c5f0-0000-7000-8000-000000000001");
        Assert.Equal(id, InboxIdentity.OfRound(id, 0));
        Assert.Equal(InboxIdentity.OfRound(id, 1), InboxIdentity.OfRound(id, 1));
        Assert.Equal(4, Enumerable.Range(0, 4).Select(round => InboxIdentity.OfRound(id, round)).Distinct().Count());
    }

    private static Task<OutboxProcess> StartAsync(
        TestDatabase database, TestVirtualHost virtualHost, ChoreJournal journal, bool raw, bool durable = true) =>
        OutboxProcess.StartAsync(
            database.ConnectionString, virtualHost.Uri, Token,
            configure: services =>
            {
                services.AddSingleton(journal);
                if (raw)
                    services.AddRawJsonMessage<Chore>();
            },
            register: registration => registration.AddConsumer<ChoreConsumer>(),
            bus: (context, factory) => factory.ReceiveEndpoint(Queue, endpoint =>
            {
                endpoint.ConcurrentMessageLimit = 1;
                if (raw)
                    endpoint.UseRawJsonDeserializer(isDefault: true);
                endpoint.UseDurableScheduler(context);
                endpoint.UseScheduledRedelivery(retry => retry.Intervals(50, 50, 50));
                if (durable)
                    endpoint.UseDurableInbox(context);
                endpoint.ConfigureConsumer<ChoreConsumer>(context);
            }));

    private static Task SendAsync(OutboxProcess process, Chore chore, Guid id) => SendToAsync(process, Queue, chore, id);

    private static async Task SendToAsync<T>(OutboxProcess process, string queue, T message, Guid id)
        where T : class
    {
        var endpoint = await process.Services.GetRequiredService<IBus>().GetSendEndpoint(new Uri("exchange:" + queue));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(context => context.MessageId = id), Token);
    }

    private static async Task<long> InboxRoundsAsync(OutboxProcess process)
    {
        await using var command = process.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "SELECT count(*) FROM messaging.inbox");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private static string Text(object? header) => header is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header?.ToString() ?? "";
}
