using System.Text;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Inbox;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.Persistence.Tests.Infrastructure;

namespace Bot3.Messaging.Persistence.Tests.Contract;

/// <summary>What holds for every store: one suite, two stores.</summary>
public abstract class DurableStoreContractTests(PersistenceProvider provider)
{
    private static readonly InboxKey Key = new(Guid.Parse("0190c5f0-0000-7000-8000-000000000001"), "orders");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_WhenCommitted_KeepsInboxSagaBusinessAndOutboxRows()
    {
        await using var harness = await CreateAsync();
        var ticket = NewTicket();
        await harness.CommitAsync(session => WriteAllAsync(harness, session, ticket), Token);
        Assert.Equal("first", (await harness.Reader.FindAsync(ticket.CorrelationId, Token))?.Title);
        Assert.Equal(1, await harness.CountBusinessAsync(Token));
        Assert.Equal(1, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Due);
        Assert.Single(harness.Dispatcher.Rows);
        Assert.Single(await harness.Ledger.ListAsync(10, Token));
        await using var again = await harness.Store.BeginAsync(Token);
        Assert.False(await again.TryRecordInboxAsync(Key, Token));
        Assert.True(await again.TryRecordInboxAsync(Key with { Consumer = "risk" }, Token));
    }

    [Fact]
    public async Task Session_WhenDisposedWithoutCommit_KeepsNothing()
    {
        await using var harness = await CreateAsync();
        var ticket = NewTicket();
        await using (var session = await harness.Store.BeginAsync(Token))
            await WriteAllAsync(harness, session, ticket);
        Assert.Null(await harness.Reader.FindAsync(ticket.CorrelationId, Token));
        Assert.Equal(0, await harness.CountBusinessAsync(Token));
        Assert.Equal(0, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Due);
        Assert.Empty(harness.Dispatcher.Rows);
        Assert.Empty(await harness.Ledger.ListAsync(10, Token));
        await using var again = await harness.Store.BeginAsync(Token);
        Assert.True(await again.TryRecordInboxAsync(Key, Token));
    }

    [Fact]
    public async Task Session_WhenUpdateAndDeleteAreRolledBack_KeepsTheOldState()
    {
        await using var harness = await CreateAsync();
        var ticket = NewTicket();
        await harness.CommitAsync(async session => Assert.True(await harness.Sagas.InsertAsync(session, ticket, Token)), Token);
        await using (var session = await harness.Store.BeginAsync(Token))
        {
            var loaded = (await harness.Sagas.LoadAsync(session, ticket.CorrelationId, Token))!;
            loaded.Title = "changed";
            await harness.Sagas.UpdateAsync(session, loaded, Token);
            await harness.Sagas.DeleteAsync(session, loaded, Token);
            Assert.Null(await harness.Sagas.LoadAsync(session, ticket.CorrelationId, Token));
        }

        var kept = (await harness.Reader.FindAsync(ticket.CorrelationId, Token))!;
        Assert.Equal(("first", 1), (kept.Title, kept.Version));
    }

    [Fact]
    public async Task Session_WhenCommittedTwice_SaysSo()
    {
        await using var harness = await CreateAsync();
        await using var session = await harness.Store.BeginAsync(Token);
        await session.CommitAsync(Token);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await session.CommitAsync(Token));
        Assert.Equal("the session was committed before; open another one", exception.Message);
    }

    [Fact]
    public async Task Inbox_WhenTheKeyIsUnusable_NamesFieldAndValue()
    {
        await using var harness = await CreateAsync();
        await using var session = await harness.Store.BeginAsync(Token);
        var consumer = await Assert.ThrowsAsync<ArgumentException>(
            async () => await session.TryRecordInboxAsync(Key with { Consumer = "" }, Token));
        Assert.StartsWith("Consumer must have 1 to 128 characters, was \"\"", consumer.Message, StringComparison.Ordinal);
        var id = await Assert.ThrowsAsync<ArgumentException>(
            async () => await session.TryRecordInboxAsync(new InboxKey(Guid.Empty, "a"), Token));
        Assert.StartsWith("MessageId must not be empty", id.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saga_WhenInsertedTwice_TheSecondInsertIsRefused()
    {
        await using var harness = await CreateAsync();
        var ticket = NewTicket();
        await harness.CommitAsync(async session => Assert.True(await harness.Sagas.InsertAsync(session, ticket, Token)), Token);
        await harness.CommitAsync(
            async session => Assert.False(await harness.Sagas.InsertAsync(session, NewTicket(ticket.CorrelationId, "second"), Token)), Token);
        Assert.Equal("first", (await harness.Reader.FindAsync(ticket.CorrelationId, Token))?.Title);
    }

    [Fact]
    public async Task Saga_WhenItsVersionIsStale_UpdateAndDeleteAreConflicts()
    {
        await using var harness = await CreateAsync();
        var ticket = NewTicket();
        await harness.CommitAsync(async session => await harness.Sagas.InsertAsync(session, ticket, Token), Token);
        var stale = (await harness.Reader.FindAsync(ticket.CorrelationId, Token))!;
        var fresh = (await harness.Reader.FindAsync(ticket.CorrelationId, Token))!;
        await harness.CommitAsync(async session => await harness.Sagas.UpdateAsync(session, fresh, Token), Token);
        await using var late = await harness.Store.BeginAsync(Token);
        await Assert.ThrowsAsync<SagaConcurrencyException>(async () => await harness.Sagas.UpdateAsync(late, stale, Token));
        await Assert.ThrowsAsync<SagaConcurrencyException>(async () => await harness.Sagas.DeleteAsync(late, stale, Token));
        Assert.Equal(1, stale.Version);
        Assert.Equal(2, fresh.Version);
    }

    [Fact]
    public async Task Deadlines_AreListedOldestFirstAndOnlyWhenPassed()
    {
        await using var harness = await CreateAsync();
        var now = harness.Time.GetUtcNow();
        await harness.CommitAsync(
            async session =>
            {
                foreach (var (title, offset) in new (string, int?)[] { ("late", -1), ("latest", -9), ("now", 0), ("later", 1), ("never", null) })
                {
                    var ticket = NewTicket(title: title);
                    ticket.Deadline = offset is { } minutes ? now.AddMinutes(minutes) : null;
                    await harness.Sagas.InsertAsync(session, ticket, Token);
                }
            },
            Token);
        Assert.Equal(["latest", "late", "now"], (await harness.Reader.ListDueAsync(now, 10, Token)).Select(ticket => ticket.Title));
        Assert.Equal(["latest"], (await harness.Reader.ListDueAsync(now, 1, Token)).Select(ticket => ticket.Title));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await harness.Reader.ListDueAsync(now, 0, Token));
    }

    [Fact]
    public async Task Sweeper_WhenTheGracePeriodIsOver_PublishesWhatWasLeftUnchanged()
    {
        await using var harness = await CreateAsync();
        var message = Message() with
        {
            Headers = new Dictionary<string, string> { ["MT-Activity-Id"] = "00-a" },
            RoutingKey = "key",
            CorrelationId = Guid.NewGuid(),
            TimeToLive = TimeSpan.FromSeconds(9),
        };
        await harness.CommitAsync(
            session =>
            {
                session.AddOutbox(message);
                for (var i = 0; i < 4; i++)
                    session.AddOutbox(Message());
                return Task.CompletedTask;
            },
            Token);
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5, await harness.Sweeper.SweepAsync(Token));
        var sent = Assert.Single(harness.Transport.Sent, sent => sent.MessageId == message.MessageId);
        Assert.Equal(message.Body.ToArray(), sent.Body.ToArray());
        Assert.Equal("00-a", sent.Headers["MT-Activity-Id"]);
        Assert.Equal(
            (message.Destination, true, "text/plain", "key", message.CorrelationId, message.TimeToLive),
            (sent.Destination, sent.Mandatory, sent.ContentType, sent.RoutingKey, sent.CorrelationId, sent.TimeToLive));
        Assert.Equal(0, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Due);
    }

    [Fact]
    public async Task Sweeper_WhenAMessageFails_KeepsItAndWaitsLongerEachTime()
    {
        await using var harness = await CreateAsync();
        await harness.CommitAsync(
            session =>
            {
                session.AddOutbox(Message());
                return Task.CompletedTask;
            },
            Token);
        var attempts = 0;
        harness.Transport.Failure = _ => ++attempts > 2 ? null : new InvalidOperationException("no queue");
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        Assert.Equal(2, attempts);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await harness.Sweeper.SweepAsync(Token));
        Assert.Equal(3, attempts);
    }

    [Fact]
    public async Task Sweeper_WhenTheBusIsAway_ClaimsNothing()
    {
        await using var harness = await CreateAsync();
        await harness.CommitAsync(
            session =>
            {
                session.AddOutbox(Message());
                return Task.CompletedTask;
            },
            Token);
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        harness.Transport.IsReady = false;
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        harness.Transport.IsReady = true;
        Assert.Equal(1, await harness.Sweeper.SweepAsync(Token));
    }

    [Fact]
    public async Task Outbox_WhenClaimedByADeadProcess_IsAvailableAgainAfterTheClaim()
    {
        await using var harness = await CreateAsync();
        await harness.CommitAsync(
            session =>
            {
                session.AddOutbox(Message());
                return Task.CompletedTask;
            },
            Token);
        harness.Time.Advance(TimeSpan.FromSeconds(10));
        var now = harness.Time.GetUtcNow();
        Assert.Single(await harness.Rows.ClaimAsync(now, now.AddMinutes(1), 10, Token));
        Assert.Empty(await harness.Rows.ClaimAsync(now, now.AddMinutes(1), 10, Token));
        Assert.Equal(2, Assert.Single(await harness.Rows.ClaimAsync(now.AddMinutes(1), now.AddMinutes(2), 10, Token)).Attempts);
    }

    [Fact]
    public async Task Schedule_WhenDue_IsSweptAndNotBefore()
    {
        await using var harness = await CreateAsync();
        var due = harness.Time.GetUtcNow().AddMinutes(5);
        await harness.CommitAsync(
            session =>
            {
                session.AddOutbox(Message() with { DueAt = due, ScheduleToken = Guid.NewGuid() });
                return Task.CompletedTask;
            },
            Token);
        Assert.Empty(harness.Dispatcher.Rows);
        harness.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, await harness.Sweeper.SweepAsync(Token));
        Assert.Equal(1, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Scheduled);
        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, await harness.Sweeper.SweepAsync(Token));
    }

    [Fact]
    public async Task Unschedule_RemovesTheRow_InTheSameSessionAndInALaterOne_UnlessRolledBack()
    {
        await using var harness = await CreateAsync();
        var token = Guid.NewGuid();
        var message = Message() with { DueAt = harness.Time.GetUtcNow().AddMinutes(5), ScheduleToken = token };
        await harness.CommitAsync(
            async session =>
            {
                session.AddOutbox(message);
                Assert.True(await session.UnscheduleAsync(token, Token));
                Assert.False(await session.UnscheduleAsync(token, Token));
                session.AddOutbox(message);
            },
            Token);
        await using (var rolledBack = await harness.Store.BeginAsync(Token))
            Assert.True(await rolledBack.UnscheduleAsync(token, Token));
        Assert.Equal(1, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Scheduled);
        await harness.CommitAsync(async session => Assert.True(await session.UnscheduleAsync(token, Token)), Token);
        Assert.Equal(0, (await harness.Rows.ReadStatisticsAsync(harness.Time.GetUtcNow(), Token)).Scheduled);
    }

    [Fact]
    public async Task Inbox_WhenTheWindowHasPassed_IsForgotten()
    {
        await using var harness = await CreateAsync();
        await harness.CommitAsync(async session => await session.TryRecordInboxAsync(Key, Token), Token);
        harness.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(0, await harness.InboxSweeper.SweepAsync(Token));
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await harness.InboxSweeper.SweepAsync(Token));
        await harness.CommitAsync(async session => Assert.True(await session.TryRecordInboxAsync(Key, Token)), Token);
    }

    [Fact]
    public async Task Ledger_KeepsEveryPartAndAnIdOnlyOnce()
    {
        await using var harness = await CreateAsync();
        var letter = Letter(harness.Time.GetUtcNow()) with
        {
            MessageId = Guid.NewGuid(),
            MessageType = "SubmitOrder",
            Exception = "JsonException",
            Headers = new Dictionary<string, string> { ["a"] = "b" },
        };
        await harness.CommitAsync(
            async session =>
            {
                await harness.Ledger.RecordAsync(session, letter, Token);
                await harness.Ledger.RecordAsync(session, letter with { Reason = "again" }, Token);
            },
            Token);
        var kept = Assert.Single(await harness.Ledger.ListAsync(10, Token));
        Assert.Equal(letter with { Body = default, Headers = kept.Headers }, kept with { Body = default });
        Assert.Equal(letter.Body.ToArray(), kept.Body.ToArray());
        Assert.Equal("b", kept.Headers["a"]);
    }

    [Fact]
    public void Session_WhenOfTheWrongKind_SaysWhichIsNeeded()
    {
        var memory = Assert.Throws<InvalidOperationException>(() => MemorySession.From(null!));
        Assert.StartsWith("session must be a MemorySession, was null", memory.Message, StringComparison.Ordinal);
        var postgres = Assert.Throws<InvalidOperationException>(() => PostgresSession.From(null!));
        Assert.StartsWith("session must be a PostgresSession, was null", postgres.Message, StringComparison.Ordinal);
    }

    private static OutboxMessage Message() => new()
    {
        MessageId = Guid.NewGuid(),
        Destination = new Uri("exchange:somewhere?type=topic"),
        Mandatory = true,
        ContentType = "text/plain",
        Body = Encoding.UTF8.GetBytes("hello"),
    };

    private static DeadLetter Letter(DateTimeOffset now) => new()
    {
        Id = Guid.NewGuid(),
        Endpoint = "intake",
        Body = Encoding.UTF8.GetBytes("{broken"),
        Reason = "not JSON",
        ReceivedAt = now,
    };

    private static Ticket NewTicket(Guid? id = null, string title = "first") => new() { CorrelationId = id ?? Guid.NewGuid(), Title = title };

    private static async Task WriteAllAsync(StoreHarness harness, IDurableSession session, Ticket ticket)
    {
        Assert.True(await session.TryRecordInboxAsync(Key, Token));
        Assert.True(await harness.Sagas.InsertAsync(session, ticket, Token));
        await harness.WriteBusinessAsync(session, "row", Token);
        await harness.Ledger.RecordAsync(session, Letter(harness.Time.GetUtcNow()), Token);
        session.AddOutbox(Message());
    }

    private Task<StoreHarness> CreateAsync() => StoreHarness.CreateAsync(provider, Token);
}

public sealed class MemoryDurableStoreTests() : DurableStoreContractTests(PersistenceProvider.Memory);

public sealed class PostgresDurableStoreTests() : DurableStoreContractTests(PersistenceProvider.Postgres);
