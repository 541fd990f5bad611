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

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Delivery_WhenItComesTwice_IsHandledOnce(PersistenceProvider provider)
    {
        await using var host = await StartAsync(provider);
        var id = Guid.CreateVersion7();
        var messageId = Guid.NewGuid();
        await host.SendAsync(new OpenTicket(id, "twice", 1), Token);
        await host.UntilTicketAsync(id, _ => true, "the ticket", Token);
        await host.SendAsync(new AddNote(id, "same"), Token, messageId);
        await host.SendAsync(new AddNote(id, "same"), Token, messageId);
        await host.SendAsync(new AddNote(id, "end"), Token);
        await host.UntilTicketAsync(id, ticket => ticket.Notes.Contains("same") && ticket.Notes.Contains("end"), "both notes", Token);
        Assert.Equal(2, (await host.Reader.FindAsync(id, Token))!.Notes.Count);
        Assert.Equal(2, host.Probe.Notes);
    }

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Behaviour_WhenItFails_LeavesNothingAndIsRetried(PersistenceProvider provider)
    {
        await using var host = await StartAsync(provider);
        host.Probe.FailuresLeft = 2;
        var id = Guid.CreateVersion7();
        await host.SendAsync(new OpenTicket(id, "failing", 1), Token);
        await host.UntilTicketAsync(id, _ => true, "the ticket", Token);
        await host.SendAsync(new AddNote(id, "third time", Fail: true), Token);
        await host.UntilSeenAsync(message => message is TicketCommand { What: "seen note third time" }, "the fact of the note", Token);
        var ticket = (await host.Reader.FindAsync(id, Token))!;
        Assert.Equal(["third time"], ticket.Notes);
        Assert.Equal(3, host.Probe.Notes);
        Assert.Single(host.Log.Seen, seen => seen.Message is TicketOpened { Title: "note third time" });
    }

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Schedule_WhenDue_ReachesTheSaga_AndWhenCancelledDoesNot(PersistenceProvider provider)
    {
        await using var host = await StartAsync(provider);
        var reminded = Guid.CreateVersion7();
        var cancelled = Guid.CreateVersion7();
        await host.SendAsync(new OpenTicket(cancelled, "cancelled", 1, TimeSpan.FromHours(1)), Token);
        await host.UntilTicketAsync(cancelled, ticket => ticket.ReminderToken is not null, "the schedule", Token);
        Assert.Equal(1, (await host.OutboxAsync(Token)).Scheduled);
        await host.SendAsync(new CancelReminder(cancelled), Token);
        await host.UntilTicketAsync(cancelled, ticket => ticket.ReminderToken is null, "the cancellation", Token);
        Assert.Equal(0, (await host.OutboxAsync(Token)).Scheduled);
        await host.SendAsync(new OpenTicket(reminded, "reminded", 1, TimeSpan.FromMilliseconds(300)), Token);
        await host.UntilTicketAsync(reminded, ticket => ticket.Reminded, "the reminder", Token);
    }

    [Theory]
    [InlineData(PersistenceProvider.Memory)]
    [InlineData(PersistenceProvider.Postgres)]
    public async Task Saga_WhenManyMessagesComeAtOnce_LosesNone(PersistenceProvider provider)
    {
        await using var host = await StartAsync(provider);
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => host.SendAsync(new OpenTicket(id, "many", 1), Token)));
        await host.UntilTicketAsync(id, _ => true, "the ticket", Token);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => host.SendAsync(new AddNote(id, $"n{i}"), Token)));
        await host.UntilTicketAsync(id, ticket => ticket.Notes.Count == 20, "twenty notes", Token);
        Assert.Equal(20, (await host.Reader.FindAsync(id, Token))!.Notes.Distinct().Count());
    }

    private static async Task<TicketHost> StartAsync(PersistenceProvider provider) => provider == PersistenceProvider.Memory
        ? await TicketHost.StartAsync(new PersistenceOptions { Provider = provider }, null, Token)
        : await TicketHost.StartAsync(
            new PersistenceOptions { ConnectionString = await RealServices.FreshDatabaseAsync(Token) }, RealServices.Broker(), Token);
}
