using System.Text;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>Sweepers that sleep for a minute at a time and still come when they are needed.</summary>
public sealed class SweeperWakeTests
{
    private static readonly TimeSpan Never = TimeSpan.FromMinutes(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_ThatOneProcessCannotPublish_AreTakenByAnotherThatIsToldOfThem()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        // One cannot publish at all, and its rows are its own for an hour: only what it gives away, and says so, can leave.
        await using var lame = await StartAsync(
            database, virtualHost, services => services.AddSingleton<IOutboxTransport>(new BrokenTransport()));
        await using var able = await StartAsync(database, virtualHost);
        await using var channel = await able.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "rescued", Token);
        await lame.CommitAsync(Token, OutboxProcess.Message("rescued", "by another"));
        Assert.Equal("by another", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "rescued", Token)).Body.Span));
        await able.UntilEmptyAsync(Token);
    }

    [Fact]
    public async Task Rows_OfAProcessThatDiedBeforePublishing_LeaveWhenTheirGraceIsOver()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using (var dying = await StartAsync(
            database, virtualHost, services => services.AddSingleton<IOutboxDispatcher>(new DeafDispatcher()), TimeSpan.FromSeconds(2)))
            await dying.CommitAsync(Token, OutboxProcess.Message("orphans", "left", mandatory: true));
        await using var heir = await StartAsync(database, virtualHost);
        await using var channel = await heir.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "orphans", Token);
        Assert.Equal("left", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "orphans", Token)).Body.Span));
        await heir.UntilEmptyAsync(Token);
    }

    [Fact]
    public async Task DueRows_OfAProcessThatCannotPublish_AreKnownToSleepersOfOtherProcesses()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var lame = await StartAsync(
            database, virtualHost, services => services.AddSingleton<IOutboxTransport>(new BrokenTransport()));
        await using var able = await StartAsync(database, virtualHost);
        await using var channel = await able.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "later", Token);
        // What it is told of and takes at once; then it sleeps for a minute, longer than a test waits, and nobody gives it anything.
        await lame.CommitAsync(Token, OutboxProcess.Message("later", "first"));
        await OutboxProcess.GetAsync(channel, "later", Token);
        await able.UntilEmptyAsync(Token);

        var due = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await lame.CommitAsync(Token, OutboxProcess.Message("later", "second") with { DueAt = due });

        Assert.Equal("second", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "later", Token)).Body.Span));
        Assert.True(TimeProvider.System.GetUtcNow() >= due);
    }

    [Fact]
    public async Task Rows_ThatOverflowTheQueue_LeaveAllTheSame()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        await using var process = await OutboxProcess.StartAsync(database.ConnectionString, virtualHost.Uri, Token, options =>
            (options.PendingCommits, options.PublishWindow, options.GracePeriod, options.SweepInterval) = (1, 1, TimeSpan.FromHours(1), Never));
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "many", Token);
        var queue = process.Services.GetRequiredService<OutboxQueue>();
        // Before the first commit the publisher's only slot is taken by a message that waits for its declaration.
        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => process.CommitAsync(Token, OutboxProcess.Message("many", $"{i}"))));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Count < 30)
            seen.Add(Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "many", Token)).Body.Span));
        await Infrastructure.TicketHost.UntilAsync(() => Task.FromResult(queue.Pending <= 1), "a settled queue", Token);
    }

    [Fact]
    public async Task DueRows_LeaveAtTheirTime_AlsoWhenTheProcessThatScheduledThemIsGone()
    {
        RealInfrastructure.Require();
        await using var database = await TestServices.CreateDatabaseAsync(Token);
        await using var virtualHost = await TestServices.CreateVirtualHostAsync(Token);
        var due = TimeProvider.System.GetUtcNow().AddSeconds(6);
        await using (var first = await StartAsync(database, virtualHost))
        {
            await using var channel = await first.ChannelAsync(Token);
            await OutboxProcess.DeclareAsync(channel, "due", Token);
            var soon = TimeProvider.System.GetUtcNow().AddMilliseconds(300);
            await first.CommitAsync(
                Token, OutboxProcess.Message("due", "soon") with { DueAt = soon }, OutboxProcess.Message("due", "later") with { DueAt = due });
            Assert.Equal("soon", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "due", Token)).Body.Span));
            Assert.True(TimeProvider.System.GetUtcNow() >= soon);
            await Infrastructure.TicketHost.UntilAsync(async () => await first.CountAsync(Token) == 1, "the first row's end", Token);
        }

        await using var second = await StartAsync(database, virtualHost);
        await using var reading = await second.ChannelAsync(Token);
        Assert.Equal("later", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(reading, "due", Token)).Body.Span));
        Assert.True(TimeProvider.System.GetUtcNow() >= due);
    }

    private static Task<OutboxProcess> StartAsync(
        TestDatabase database, TestVirtualHost virtualHost, Action<IServiceCollection>? configure = null, TimeSpan? grace = null) =>
        OutboxProcess.StartAsync(
            database.ConnectionString, virtualHost.Uri, Token,
            options => (options.GracePeriod, options.SweepInterval) = (grace ?? TimeSpan.FromHours(1), Never), configure);

    private sealed class BrokenTransport : IOutboxTransport
    {
        public bool IsReady => false;

        public Task SendAsync(OutboxMessage message, CancellationToken cancellationToken) =>
            Task.FromException(new OutboxBrokenException("never connected"));
    }

    private sealed class DeafDispatcher : IOutboxDispatcher
    {
        public void Dispatch(IReadOnlyList<OutboxRow> rows)
        {
        }
    }
}
