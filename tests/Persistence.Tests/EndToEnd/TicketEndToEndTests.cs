using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Tests.Infrastructure;

namespace Bot3.Messaging.Persistence.Tests.EndToEnd;

/// <summary>The same saga over RabbitMQ with Postgres, and wholly in memory.</summary>
public sealed class TicketEndToEndTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Saga_WhenOpened_IsStoredAndItsFactReachesTheConsumerAndItsCommand(PersistenceProvider provider)
    {
        await using var host = await StartAsync(provider);
        var id = Guid.CreateVersion7();
        await host.SendAsync(new OpenTicket(id, "broken", 12.50m), Token);
        await host.UntilSeenAsync(message => message is TicketCommand { What: "seen broken" }, "the consumer's command", Token);
        var ticket = await host.Reader.FindAsync(id, Token);
        Assert.NotNull(ticket);
        Assert.Equal("Open", ticket.CurrentState);
        Assert.Equal(12.50m, ticket.Price);
        var opened = Assert.Single(host.Log.Seen, seen => seen.Message is TicketOpened);
        Assert.Equal(new TicketOpened(id, "broken", 12.50m, Urgency.High), opened.Message);
        await TicketHost.UntilAsync(async () => await host.OutboxAsync(Token) is { Due: 0 }, "an empty outbox", Token);
    }

    private static async Task<TicketHost> StartAsync(PersistenceProvider provider) => provider == PersistenceProvider.Memory
        ? await TicketHost.StartAsync(new PersistenceOptions { Provider = provider }, null, Token)
        : await TicketHost.StartAsync(
            new PersistenceOptions { ConnectionString = await RealServices.FreshDatabaseAsync(Token) }, RealServices.Broker(), Token);
}
