using System.Globalization;
using System.Text;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>What leaves over the outbox's own connection, seen by a plain client.</summary>
public sealed class RabbitOutboxTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commits_WhenTheWindowIsFull_LeaveInOrderAndCompletely()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await OutboxProcess.StartAsync(
            database.ConnectionString, virtualHost.Uri, Token, options => (options.PublishWindow, options.GracePeriod) = (4, TimeSpan.FromHours(1)));
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "one", Token);
        await OutboxProcess.DeclareAsync(channel, "two", Token);
        await channel.ExchangeBindAsync("one", "two", "", cancellationToken: Token);
        for (var i = 0; i < 600; i += 3)
        {
            await process.CommitAsync(
                Token, Numbered("one", i), Numbered(i % 2 == 0 ? "two" : "one", i + 1), Numbered("one", i + 2));
        }

        await process.UntilEmptyAsync(Token);
        for (var i = 0; i < 600; i++)
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), Text(await OutboxProcess.GetAsync(channel, "one", Token)));
        Assert.Null(await channel.BasicGetAsync("one", autoAck: true, Token));
    }

    [Fact]
    public async Task Properties_OfADirectMessage_AreThoseOfMassTransit()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var direct = await OutboxProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token);
        await using var other = await TestServices.CreateDatabaseAsync(Token);
        await using var throughBus = await OutboxProcess.StartAsync(
            other.ConnectionString, virtualHost.Uri, Token, ownConnection: false);
        await using var channel = await direct.ChannelAsync(Token);
        await channel.ExchangeDeclareAsync("props", ExchangeType.Topic, durable: true, cancellationToken: Token);
        await channel.QueueDeclareAsync("props", durable: true, exclusive: false, autoDelete: false, cancellationToken: Token);
        await channel.QueueBindAsync("props", "props", "a.#", cancellationToken: Token);
        var message = OutboxProcess.Message("props?type=topic", "body", mandatory: true) with
        {
            ContentType = "application/vnd.masstransit+json",
            RoutingKey = "a.b",
            CorrelationId = Guid.NewGuid(),
            TimeToLive = TimeSpan.FromMilliseconds(61_000.4),
            Headers = new Dictionary<string, string>
            {
                ["MT-Activity-Id"] = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", ["MT-Redelivery-Count"] = "2", ["own"] = "ü",
            },
        };
        await direct.CommitAsync(Token, message with { MessageId = Guid.NewGuid() });
        await OutboxProcess.GetAsync(channel, "props", Token);
        await direct.CommitAsync(Token, message);
        var one = await OutboxProcess.GetAsync(channel, "props", Token);
        await throughBus.CommitAsync(Token, message);
        var two = await OutboxProcess.GetAsync(channel, "props", Token);
        Assert.Equal(Describe(two), Describe(one));
        Assert.Contains("61000", Describe(one), StringComparison.Ordinal);
        Assert.Contains("MT-Activity-Id=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", Describe(one), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithoutItsQueue_WaitsWhileOthersPass_AndLeavesWhenTheQueueComes()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await OutboxProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token);
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "here", Token);
        await process.CommitAsync(Token, OutboxProcess.Message("late", "first", mandatory: true), OutboxProcess.Message("here", "a"));
        await process.CommitAsync(Token, OutboxProcess.Message("late", "second", mandatory: true), OutboxProcess.Message("here", "b"));
        Assert.Equal("a", Text(await OutboxProcess.GetAsync(channel, "here", Token)));
        Assert.Equal("b", Text(await OutboxProcess.GetAsync(channel, "here", Token)));
        await Infrastructure.TicketHost.UntilAsync(
            async () => await process.CountAsync(Token) == 2 && await LeastAttemptsAsync(process) >= 2, "two sweeps of both commands", Token);
        await OutboxProcess.DeclareAsync(channel, "late", Token);
        var texts = new[] { Text(await OutboxProcess.GetAsync(channel, "late", Token)), Text(await OutboxProcess.GetAsync(channel, "late", Token)) };
        Assert.Equal(["first", "second"], texts.Order());
        await process.UntilEmptyAsync(Token);
    }

    [Fact]
    public async Task Exchange_WhenItIsDeleted_IsDeclaredAgainAndNothingIsLost()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await OutboxProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token);
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "stays", Token);
        await OutboxProcess.DeclareAsync(channel, "goes", Token);
        await process.CommitAsync(Token, OutboxProcess.Message("goes", "0"), OutboxProcess.Message("stays", "0"));
        await process.UntilEmptyAsync(Token);
        await channel.ExchangeDeleteAsync("goes", cancellationToken: Token);
        await process.CommitAsync(Token, OutboxProcess.Message("goes", "1", mandatory: true), OutboxProcess.Message("stays", "1"));
        // The first try ends the channel; after it the exchange is there again, without its queue, and the command waits for that.
        await Infrastructure.TicketHost.UntilAsync(
            async () => await process.CountAsync(Token) == 1 && await CommandsAsync(process) == 1, "the command left alone", Token);
        await channel.QueueBindAsync("goes", "goes", "", cancellationToken: Token);
        await process.UntilEmptyAsync(Token);
        Assert.Equal(["0", "1"], new[] { await NextAsync("goes"), await NextAsync("goes") });
        Assert.Equal(["0", "1"], new[] { await NextAsync("stays"), await NextAsync("stays") });

        async Task<string> NextAsync(string queue) => Text(await OutboxProcess.GetAsync(channel, queue, Token));
    }

    [Fact]
    public async Task Message_ThatAmqpCannotCarry_HoldsUpNobody()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await OutboxProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token);
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "here", Token);
        await process.CommitAsync(Token, OutboxProcess.Message("here", "0"));
        await process.UntilEmptyAsync(Token);
        var transport = process.Services.GetRequiredService<IOutboxTransport>();
        var generation = transport.Generation;
        var bad = OutboxProcess.Message("here", "bad") with { RoutingKey = new string('k', 300) };
        await process.CommitAsync(Token, bad, OutboxProcess.Message("here", "1"));
        Assert.Equal("0", Text(await OutboxProcess.GetAsync(channel, "here", Token)));
        Assert.Equal("1", Text(await OutboxProcess.GetAsync(channel, "here", Token)));
        await Infrastructure.TicketHost.UntilAsync(async () => await process.CountAsync(Token) == 1, "the bad one left", Token);
        Assert.Equal(generation, transport.Generation);
    }

    private static OutboxMessage Numbered(string exchange, int number) =>
        OutboxProcess.Message(exchange, number.ToString(CultureInfo.InvariantCulture));

    private static string Text(BasicGetResult message) => Encoding.UTF8.GetString(message.Body.Span);

    private static async Task<long> LeastAttemptsAsync(OutboxProcess process)
    {
        await using var command = process.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "SELECT min(attempts)::bigint FROM messaging.outbox");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    private static async Task<long> CommandsAsync(OutboxProcess process)
    {
        await using var command = process.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand(
            "SELECT count(*) FROM messaging.outbox WHERE mandatory");
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }

    // Everything but the header by which the client's own tracking finds a returned message.
    private static string Describe(BasicGetResult message)
    {
        var properties = message.BasicProperties;
        var headers = (properties.Headers ?? new Dictionary<string, object?>()).Where(header => header.Key != "x-dotnet-pub-seq-no")
            .OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}={(header.Value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : header.Value)}");
        return string.Join(
            '\n', message.Exchange, message.RoutingKey, Text(message), properties.ContentType, properties.ContentEncoding, properties.MessageId,
            properties.CorrelationId, properties.DeliveryMode, properties.Expiration, properties.Priority, properties.ReplyTo, properties.Type,
            properties.AppId, properties.UserId, properties.IsTimestampPresent(), string.Join('\n', headers));
    }
}
