using Bot3.Messaging.Contracts;
using Bot3.Messaging.Hosting;
using Bot3.Messaging.OrderSaga.Tests.StateMachines;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.TestKit.Services;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;

namespace Bot3.Messaging.OrderSaga.Tests.Intake;

/// <summary>What the saga's worker has put aside, retried by an operator and put aside again: one letter, on the real broker and database.</summary>
public sealed class PutAsideRetryTests
{
    private static readonly byte[] Broken = "{\"orderId\": \"no order\""u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RefusedBody_DeliveredTwiceAndRetriedTwice_IsOneLetterThatCountsUp()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var broker = await TestServices.CreateVirtualHostAsync(Token);
        await using var host = await StartAsync(database, broker);

        // With an id of the strategy's own; the second is what a process leaves that dies between commit and acknowledgement.
        await PublishAsync(broker, Broken, Guid.NewGuid());
        var first = await OpenAsync(host, retries: 0);
        await PublishAsync(broker, Broken, Guid.NewGuid());
        await UntilAsync(async () => await WaitingAsync(broker) == 0, "the second delivery taken");
        await RetryAsync(host, first);
        var second = await OpenAsync(host, retries: 1);
        await RetryAsync(host, second);
        var third = await OpenAsync(host, retries: 2);

        Assert.Equal((first.Letter.Id, first.Letter.Id), (second.Letter.Id, third.Letter.Id));
        Assert.Equal((1, 2, 3), (first.Letter.Attempts, second.Letter.Attempts, third.Letter.Attempts));
        Assert.StartsWith("MalformedOrder: ", third.Letter.Reason, StringComparison.Ordinal);
        Assert.Equal(Broken, third.Letter.Body.ToArray());
    }

    [Fact]
    public async Task EventAboutAnUnknownOrder_Retried_IsReadAgainAndIsTheSameLetter()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var broker = await TestServices.CreateVirtualHostAsync(Token);
        await using var host = await StartAsync(database, broker);
        var stranger = Guid.NewGuid();

        await using (var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token))
        {
            await host.Services.GetRequiredService<IMessageOutbox>().SendAsync(
                session, WireNames.OrderSagaQueue, Sample.Accepted(stranger), Guid.NewGuid(), stranger, null, Token);
            await session.CommitAsync(Token);
        }

        var first = await OpenAsync(host, retries: 0);
        await RetryAsync(host, first);
        var second = await OpenAsync(host, retries: 1);

        Assert.Equal((first.Letter.Id, first.Letter.Reason, 2), (second.Letter.Id, second.Letter.Reason, second.Letter.Attempts));
        Assert.StartsWith("OrderNotFound: ", second.Letter.Reason, StringComparison.Ordinal);
        Assert.Equal(stranger, second.Letter.CorrelationId);
    }

    private static async Task<WebApplication> StartAsync(TestDatabase database, TestVirtualHost broker)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:Host"] = broker.Host, ["Bus:Port"] = $"{broker.Port}", ["Bus:VirtualHost"] = broker.Name,
            ["Bus:UserName"] = broker.UserName, ["Bus:Password"] = broker.Password,
            ["Storage:ConnectionString"] = database.ConnectionString, ["Storage:MigrateOnStart"] = "true",
        }).Build();
        var host = WorkerHost.CreateBuilder(configuration, new OrderSagaModule()).Build();
        await host.StartAsync(Token);
        return host;
    }

    private static async Task PublishAsync(TestVirtualHost broker, byte[] body, Guid id)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Token);
        await channel.BasicPublishAsync(
            WireNames.SubmitOrderExchange, "", mandatory: true, new BasicProperties { MessageId = id.ToString() }, body, Token);
    }

    private static async Task<uint> WaitingAsync(TestVirtualHost broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync(Token);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Token);
        return await channel.MessageCountAsync(WireNames.SubmitOrderIntakeQueue, Token);
    }

    private static async Task RetryAsync(WebApplication host, KeptDeadLetter kept)
    {
        await using var session = await host.Services.GetRequiredService<IDurableStore>().BeginAsync(Token);
        Assert.Equal(
            LedgerChange.Done, await host.Services.GetRequiredService<IDeadLetterLedger>().RetryAsync(session, kept.Letter.Id, Token));
        await session.CommitAsync(Token);
    }

    /// <summary>Waits until the only letter is open after so many retries.</summary>
    private static async Task<KeptDeadLetter> OpenAsync(WebApplication host, int retries)
    {
        IReadOnlyList<KeptDeadLetter> kept = [];
        await UntilAsync(
            async () =>
            {
                kept = await host.Services.GetRequiredService<IDeadLetterLedger>().ListKeptAsync(null, 100, Token);
                return kept.Count > 1 || kept is [{ Status: DeadLetterStatus.Open } one] && one.RetryCount == retries;
            },
            $"an open letter after {retries} retries");
        return Assert.Single(kept);
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        for (var look = 0; look < 1_500; look++)
        {
            if (await condition())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Token);
        }

        Assert.Fail($"waited in vain for: {what}");
    }
}
