using System.Text;
using System.Text.Json;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.EndToEnd;

/// <summary>What only a real broker shows: crashes between commit and publish, raw bodies, routing keys, queues that come late.</summary>
public sealed class BrokerEndToEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Process_WhenItDiesBetweenCommitAndPublish_ASweeperDelivers()
    {
        var options = await OptionsAsync();
        // A dispatcher that drops everything is a process that dies right after each commit; its sweeper never comes to it.
        await using var dying = await TicketHost.StartAsync(
            options, RealServices.Broker(), Token, services => services.AddSingleton<IOutboxDispatcher>(new DroppingDispatcher()),
            outbox: outbox => outbox.GracePeriod = TimeSpan.FromHours(1), consumers: false);
        var id = Guid.CreateVersion7();
        await dying.SendAsync(new OpenTicket(id, "orphan", 1), Token);
        await dying.UntilTicketAsync(id, _ => true, "the ticket", Token);
        Assert.Equal(1, (await dying.OutboxAsync(Token)).Due);
        await dying.StopAsync(Token);
        await using var heir = await TicketHost.StartAsync(options, RealServices.Broker(), Token, suffix: dying.Suffix);
        await MakeAvailableAsync(heir);
        await heir.UntilSeenAsync(message => message is TicketOpened { Title: "orphan" }, "the orphan's fact", Token);
        await TicketHost.UntilAsync(async () => await heir.OutboxAsync(Token) is { Due: 0 }, "an empty outbox", Token);
    }

    [Fact]
    public async Task RawMessage_ReadByAPlainClient_IsCompactJsonUnderItsRoutingKey()
    {
        await using var host = await TicketHost.StartAsync(await OptionsAsync(), RealServices.Broker(), Token);
        await using var connection = await ConnectAsync();
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: Token)).QueueName;
        await channel.QueueBindAsync(queue, "tickets-opened-" + host.Suffix, "ticket.High", cancellationToken: Token);
        var id = Guid.CreateVersion7();
        await host.SendAsync(new OpenTicket(id, "raw", 12.50m), Token);
        var fromSaga = await GetAsync(channel, queue);
        AssertRaw(fromSaga, id, "raw");
        await using (var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token))
        {
            await host.Services.GetRequiredService<IMessageOutbox>().PublishAsync(
                session, new TicketOpened(id, "by hand", 12.50m, Urgency.High), DeterministicId.From("raw"), id, Token);
            await session.CommitAsync(Token);
        }

        var byHand = await GetAsync(channel, queue);
        AssertRaw(byHand, id, "by hand");
        Assert.Equal(DeterministicId.From("raw").ToString(), byHand.BasicProperties.MessageId);
        Assert.Equal(id.ToString(), byHand.BasicProperties.CorrelationId);
    }

    [Fact]
    public async Task Command_WhenItsQueueComesLate_WaitsInTheOutboxAndIsThenDelivered()
    {
        var options = await OptionsAsync();
        await using var sender = await TicketHost.StartAsync(options, RealServices.Broker(), Token, consumers: false);
        var queue = "commands-" + sender.Suffix;
        await using (var session = await sender.Services.GetRequiredService<IDurableStore>().BeginAsync(Token))
        {
            await sender.Services.GetRequiredService<IMessageOutbox>().SendAsync(
                session, queue, new TicketCommand(Guid.NewGuid(), "by hand"), Guid.NewGuid(), null, null, Token);
            await session.CommitAsync(Token);
        }

        await sender.SendAsync(new OpenTicket(Guid.CreateVersion7(), "forwarding", 1, ForwardTo: queue), Token);
        // Both commands have been tried, and sent back, several times.
        await TicketHost.UntilAsync(async () => await MinimumAttemptsAsync(sender) >= 2, "two attempts for each command", Token);
        Assert.Equal(2, (await sender.OutboxAsync(Token)).Due);
        await using var receiver = await TicketHost.StartAsync(options, RealServices.Broker(), Token, suffix: sender.Suffix, saga: false);
        await receiver.UntilSeenAsync(message => message is TicketCommand { What: "by hand" }, "the command sent by hand", Token);
        await receiver.UntilSeenAsync(message => message is TicketCommand { What: "forward" }, "the saga's command", Token);
        await TicketHost.UntilAsync(async () => await sender.OutboxAsync(Token) is { Due: 0 }, "an empty outbox", Token);
    }

    private static void AssertRaw(BasicGetResult message, Guid id, string title)
    {
        var body = Encoding.UTF8.GetString(message.Body.Span);
        Assert.Equal("application/json", message.BasicProperties.ContentType);
        Assert.Equal("ticket.High", message.RoutingKey);
        Assert.Equal($$"""{"ticketId":"{{id}}","title":"{{title}}","price":"12.50","urgency":"High"}""", body);
        using var parsed = JsonDocument.Parse(body);
        Assert.Equal(JsonValueKind.String, parsed.RootElement.GetProperty("price").ValueKind);
    }

    private static async Task<BasicGetResult> GetAsync(IChannel channel, string queue)
    {
        BasicGetResult? result = null;
        await TicketHost.UntilAsync(
            async () => (result = await channel.BasicGetAsync(queue, autoAck: true, Token)) is not null, "a message in the plain queue", Token);
        return result!;
    }

    private static async Task<IConnection> ConnectAsync()
        => await new ConnectionFactory { Uri = RealServices.Broker() }.CreateConnectionAsync(Token);

    private static async Task<PersistenceOptions> OptionsAsync() => new() { ConnectionString = await RealServices.FreshDatabaseAsync(Token) };

    private static async Task<long> MinimumAttemptsAsync(TicketHost host)
    {
        await using var command = host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "SELECT CASE WHEN count(*) = 2 THEN min(attempts) ELSE 0 END::bigint FROM messaging.outbox WHERE mandatory");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task MakeAvailableAsync(TicketHost host)
    {
        await using var command = host.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "UPDATE messaging.outbox SET available_at = created_at");
        await command.ExecuteNonQueryAsync(Token);
    }

    private sealed class DroppingDispatcher : IOutboxDispatcher
    {
        public void Dispatch(IReadOnlyList<OutboxRow> rows)
        {
        }
    }
}
