using System.Globalization;
using System.Net.Sockets;
using Bot3.Messaging.Persistence.Packs;
using Bot3.Messaging.Persistence.Tests.Infrastructure;
using MassTransit;
using Npgsql;

namespace Bot3.Messaging.Persistence.Tests.Packs;

/// <summary>A message that has to wait leaves its pack; its ladder of retries goes on where it was.</summary>
public sealed class PackedRetryTests
{
    private static readonly (string, string) WaitLong = ("Bus:Retry:DelayFirst", "00:01:00");
    private static readonly (string, string) WaitLongAtMost = ("Bus:Retry:DelayMax", "00:05:00");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Message_ThatHasToWait_LeavesItsPackWhichIsThenAcknowledged()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(receives: true, WaitLong, WaitLongAtMost);
        var parcels = ParcelHost.Some(4);
        host.Probe.Handle = Fail(parcels[1]);
        await host.CommitAsync(parcels);
        await TicketHost.UntilAsync(
            async () => await bench.ScalarAsync("SELECT count(*) FROM messaging.outbox WHERE due_at IS NOT NULL") == 1, "a due row", Token);
        await bench.UntilEffectsAsync(parcels.Where(parcel => parcel != parcels[1]).Select(parcel => parcel.Id));
        await host.UntilAcknowledgedAsync(1);
        Assert.Equal(1 + 1, host.Probe.Attempts.Count(seen => seen.Message.Id == parcels[1].Id));

        host.Probe.Handle = _ => Task.CompletedTask;
        // Only the postponed one: the pack's own row may not have been settled yet, and would be sent again.
        await ParcelHost.ExecuteAsync(
            bench.Database, "UPDATE messaging.outbox SET available_at = created_at, due_at = created_at WHERE due_at IS NOT NULL");
        await bench.UntilEffectsAsync([parcels[1].Id]);
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync(parcels.Select(parcel => parcel.Id));
        var plain = host.Probe.Attempts.Last();
        Assert.Equal(parcels[1], plain.Message);
        Assert.Equal(parcels[1].Id, plain.MessageId);
        Assert.False(plain.TryGetPayload<PackedDelivery>(out _));
        Assert.Equal("2", plain.Headers.Get<string>(PackedDelivery.RetryCountHeader));
    }

    [Fact]
    public async Task Message_ThatAlwaysFails_HasAsManyRetriesAsAPlainOneAndIsOneDeadLetter()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(receives: true, ("Bus:Retry:Delayed", "3"));
        var parcels = ParcelHost.Some(3);
        host.Probe.Handle = Fail(parcels[0]);
        await host.CommitAsync(parcels);
        var letter = await host.LetterAsync();
        Assert.Equal(parcels[0].Id, letter.MessageId);
        Assert.Contains("always", letter.Exception, StringComparison.Ordinal);
        await bench.UntilQuietAsync();

        // Twice in its pack, three times as a plain message. A postponed message may be published twice, as any message may: then its second
        // copy climbs the same three steps, or fewer once the letter is there.
        var seen = host.Probe.Attempts.Where(attempt => attempt.Message.Id == parcels[0].Id).ToList();
        var plain = seen.Count(attempt => attempt.Headers.Get<string>(PackedDelivery.RetryCountHeader) == "2");
        Assert.Equal(2, seen.Count - plain);
        Assert.InRange(plain, 3, 6);
        Assert.Single(await host.LettersAsync());
        await bench.AssertEachOnceAsync(parcels.Skip(1).Select(parcel => parcel.Id));
    }

    [Fact]
    public async Task Message_PostponedFromAPackThatComesAgain_IsStoredOnce()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(receives: true, WaitLong, WaitLongAtMost);
        await bench.DeclareAsync("parcels");
        var parcels = ParcelHost.Some(3);
        host.Probe.Handle = Fail(parcels[1]);
        await host.CommitAsync(parcels);
        await bench.SendAgainAsync(await bench.TakeAsync("parcels-seen"), "parcels");
        await TicketHost.UntilAsync(
            () => Task.FromResult(host.Probe.Attempts.Count(seen => seen.Message.Id == parcels[1].Id) == 4), "two deliveries of two attempts", Token);
        await host.UntilAcknowledgedAsync(2);

        // What was confirmed is removed a moment later; the postponed message stays, once.
        await TicketHost.UntilAsync(async () => await bench.OutboxAsync() == 1, "one row in the outbox", Token);
    }

    [Fact]
    public async Task Message_ThatMeetsAnOutage_LeavesItsPackWhileTheDatabaseIsThere()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync();
        var parcels = ParcelHost.Some(3);
        var outages = 0;
        host.Probe.Handle = context => context.Message.Id == parcels[1].Id && Interlocked.Increment(ref outages) <= 6
            ? throw new NpgsqlException("away", new SocketException((int)SocketError.ConnectionRefused))
            : Task.CompletedTask;
        await host.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync(parcels.Select(parcel => parcel.Id));
        Assert.Contains(host.Probe.Attempts, seen => seen.Message.Id == parcels[1].Id && !seen.TryGetPayload<PackedDelivery>(out _));
    }

    [Fact]
    public async Task Pack_WhileTheDatabaseIsAway_IsGivenBackAndLosesNothing()
    {
        await using var bench = await PackBench.CreateAsync();
        await using var host = await bench.StartAsync(receives: true, ("Bus:Retry:OutageWindow", "00:00:00.100"));
        var parcels = ParcelHost.Some(8);
        await host.CommitAsync(parcels);
        await bench.UntilEffectsAsync(parcels.Select(parcel => parcel.Id));
        var more = ParcelHost.Some(8);
        var away = 0;
        host.Probe.Handle = async _ =>
        {
            if (Interlocked.Exchange(ref away, 1) == 0)
                await SetAvailableAsync(bench, available: false);
        };
        await host.CommitAsync(more);
        await TicketHost.UntilAsync(() => Task.FromResult(host.Probe.GivenBack > 0), "the pack given back", Token);
        await SetAvailableAsync(bench, available: true);
        await bench.UntilEffectsAsync(more.Select(parcel => parcel.Id));
        await bench.UntilQuietAsync();
        await bench.AssertEachOnceAsync(parcels.Concat(more).Select(parcel => parcel.Id));
        Assert.Empty(await host.LettersAsync());
    }

    private static Func<ConsumeContext<Parcel>, Task> Fail(Parcel parcel) =>
        context => context.Message.Id == parcel.Id ? throw new InvalidOperationException("always") : Task.CompletedTask;

    // A real outage of one database: nobody is let in, and who is inside is thrown out.
    private static async Task SetAvailableAsync(PackBench bench, bool available)
    {
        var server = new NpgsqlConnectionStringBuilder(bench.Database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(Token);
        var allow = available.ToString(CultureInfo.InvariantCulture).ToUpperInvariant();
        await using var command = new NpgsqlCommand(
            $"ALTER DATABASE {bench.Database.Name} ALLOW_CONNECTIONS {allow}", connection);
        await command.ExecuteNonQueryAsync(Token);
        if (available)
            return;
        await using var end = new NpgsqlCommand(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{bench.Database.Name}'", connection);
        await end.ExecuteNonQueryAsync(Token);
    }
}
