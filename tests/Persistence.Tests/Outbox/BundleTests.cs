using System.Text;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using Bot3.Messaging.TestKit.Services;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Outbox;

/// <summary>What one commit sends at once is one row, and still each message is on its own when something goes wrong.</summary>
public sealed class BundleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 3)]
    public async Task Commit_OfThreeMessages_IsStoredAsTheOptionSays(bool bundles, int rows)
    {
        RealInfrastructure.Require();
        await using var bench = await Bench.StartAsync(Token);
        await using var silent = await bench.ProcessAsync(bundles, publishes: false);
        await silent.CommitAsync(Token, OutboxProcess.Message("q", "0"), OutboxProcess.Message("q", "1"), OutboxProcess.Message("q", "2"));
        Assert.Equal(rows, await silent.CountAsync(Token));
    }

    [Fact]
    public async Task Bundle_OfADeadProcess_IsPublishedInOrderByAnother()
    {
        RealInfrastructure.Require();
        await using var bench = await Bench.StartAsync(Token);
        await using (var dead = await bench.ProcessAsync(bundles: true, publishes: false))
            await dead.CommitAsync(Token, [.. Enumerable.Range(0, 40).Select(i => OutboxProcess.Message("q", $"{i}"))]);
        await using var alive = await bench.ProcessAsync(bundles: true, publishes: true);
        await using var channel = await alive.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "q", Token);
        await Bench.ExecuteAsync(alive, "UPDATE messaging.outbox SET available_at = created_at");
        alive.Services.GetRequiredService<OutboxSignal>().Wake();
        for (var i = 0; i < 40; i++)
            Assert.Equal($"{i}", Encoding.UTF8.GetString((await OutboxProcess.GetAsync(channel, "q", Token)).Body.Span));
        await alive.UntilEmptyAsync(Token);
        Assert.Null(await channel.BasicGetAsync("q", autoAck: true, Token));
    }

    [Fact]
    public async Task Bundle_WithOneThatCannotLeave_KeepsThatOneOnly_AndItsNeighboursGoOnce()
    {
        RealInfrastructure.Require();
        await using var bench = await Bench.StartAsync(Token);
        await using var process = await bench.ProcessAsync(bundles: true, publishes: true);
        await using var channel = await process.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "here", Token);
        await process.CommitAsync(
            Token, OutboxProcess.Message("here", "a"), OutboxProcess.Message("nowhere", "b", mandatory: true), OutboxProcess.Message("here", "c"));
        var texts = new[] { Text(await OutboxProcess.GetAsync(channel, "here", Token)), Text(await OutboxProcess.GetAsync(channel, "here", Token)) };
        Assert.Equal(["a", "c"], texts);
        await TicketHost.UntilAsync(
            async () => await Bench.ScalarAsync(process, "SELECT count(*) FROM messaging.outbox WHERE bundle IS NULL AND attempts >= 2") == 1,
            "the one that cannot leave, alone and tried again", Token);
        Assert.Equal(1, await process.CountAsync(Token));
        Assert.Null(await channel.BasicGetAsync("here", autoAck: true, Token));
        await OutboxProcess.DeclareAsync(channel, "nowhere", Token);
        Assert.Equal("b", Text(await OutboxProcess.GetAsync(channel, "nowhere", Token)));
        await process.UntilEmptyAsync(Token);
    }

    [Fact]
    public async Task Bundle_OfAVersionFromTheFuture_StaysAndHoldsUpNobody()
    {
        RealInfrastructure.Require();
        await using var bench = await Bench.StartAsync(Token);
        await using (var dead = await bench.ProcessAsync(bundles: true, publishes: false))
        {
            await dead.CommitAsync(Token, OutboxProcess.Message("q", "0"), OutboxProcess.Message("q", "1"));
            await Bench.ExecuteAsync(
                dead, "UPDATE messaging.outbox SET available_at = created_at, bundle = set_byte(bundle, 0, 9)");
            await dead.CommitAsync(Token, OutboxProcess.Message("q", "2"));
        }

        await using var alive = await bench.ProcessAsync(bundles: true, publishes: true);
        await using var channel = await alive.ChannelAsync(Token);
        await OutboxProcess.DeclareAsync(channel, "q", Token);
        await Bench.ExecuteAsync(alive, "UPDATE messaging.outbox SET available_at = created_at");
        alive.Services.GetRequiredService<OutboxSignal>().Wake();
        Assert.Equal("2", Text(await OutboxProcess.GetAsync(channel, "q", Token)));
        await TicketHost.UntilAsync(
            async () => await Bench.ScalarAsync(alive, "SELECT count(*) FROM messaging.outbox WHERE bundle IS NOT NULL AND attempts >= 2") == 1,
            "two tries of the unknown bundle", Token);
        Assert.Equal(1, await alive.CountAsync(Token));
    }

    private static string Text(RabbitMQ.Client.BasicGetResult message) => Encoding.UTF8.GetString(message.Body.Span);

    /// <summary>A database and a virtual host of their own.</summary>
    private sealed class Bench(TestDatabase database, TestVirtualHost virtualHost) : IAsyncDisposable
    {
        public static async Task<Bench> StartAsync(CancellationToken cancellationToken) => new(
            await TestServices.CreateDatabaseAsync(cancellationToken), await TestServices.CreateVirtualHostAsync(cancellationToken));

        public Task<OutboxProcess> ProcessAsync(bool bundles, bool publishes) => OutboxProcess.StartAsync(
            database.ConnectionString, virtualHost.Uri, Token,
            options => (options.Bundles, options.GracePeriod) = (bundles, TimeSpan.FromMinutes(10)),
            services =>
            {
                if (!publishes)
                    services.AddSingleton<IOutboxDispatcher, SilentDispatcher>();
            });

        public static async Task ExecuteAsync(OutboxProcess process, string sql)
        {
            await using var command = process.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
            await command.ExecuteNonQueryAsync(Token);
        }

        public static async Task<long> ScalarAsync(OutboxProcess process, string sql)
        {
            await using var command = process.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync(Token))!;
        }

        public async ValueTask DisposeAsync()
        {
            await virtualHost.DisposeAsync();
            await database.DisposeAsync();
        }
    }

    /// <summary>Takes what was committed and does nothing, as a process does that dies right after the commit.</summary>
    private sealed class SilentDispatcher : IOutboxDispatcher
    {
        public void Dispatch(IReadOnlyList<OutboxRow> rows)
        {
        }
    }
}
