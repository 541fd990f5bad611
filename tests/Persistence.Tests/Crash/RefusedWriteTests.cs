namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>A database that answers and takes no writes: nothing is lost or given up, the queue keeps it, and the process says why.</summary>
public sealed class RefusedWriteTests
{
    private const int Packs = 4;

    [Fact]
    public async Task Disk_WhenItIsFull_HoldsEverythingBackUntilThereIsRoom()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (var host = await bench.StartAsync())
        {
            await bench.Database.ArmAsync("full");
            await SendAsync(bench);
            await UntilNotReadyAsync(host, "its disk is full");
            await NothingIsGivenUpAsync(bench);
            await bench.Database.DisarmAsync();
            await bench.UntilSettledAsync();
            await UntilReadyAsync(host);
        }

        await bench.VerdictAsync("Database: its disk is full", 1);
    }

    [Fact]
    public async Task Database_WhenItIsReadOnly_HoldsEverythingBackUntilItTakesWrites()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (var host = await bench.StartAsync())
        {
            await bench.Database.SetReadOnlyAsync(true);
            await SendAsync(bench);
            await UntilNotReadyAsync(host, "it is read-only");
            await TestWait.UntilAsync(() => Task.FromResult(host.Probe.Handled > Packs), () => "attempts");
            await NothingIsGivenUpAsync(bench);
            await bench.Database.SetReadOnlyAsync(false);
            await bench.UntilSettledAsync();
            await UntilReadyAsync(host);
        }

        await bench.VerdictAsync("Database: it is read-only", 1);
    }

    private static async Task SendAsync(CrashBench bench)
    {
        for (var pack = 0; pack < Packs; pack++)
            await bench.SendAsync(bench.Jobs(8));
    }

    private static async Task NothingIsGivenUpAsync(CrashBench bench)
    {
        var count = await bench.CountAsync();
        Assert.Equal((0, 0), (count.Strays, count.Duplicates));
        Assert.Equal(2 * 8 * Packs, count.Losses);
    }

    private static async Task UntilNotReadyAsync(CrashHost host, string reason)
    {
        var ready = (Status: 0, Body: "");
        await TestWait.UntilAsync(
            async () => (ready = await host.ReadyAsync()) is { Status: 503 } && ready.Body.Contains(reason, StringComparison.Ordinal),
            () => $"'{reason}'; it says {ready}");
    }

    private static async Task UntilReadyAsync(CrashHost host)
    {
        var ready = (Status: 0, Body: "");
        await TestWait.UntilAsync(async () => (ready = await host.ReadyAsync()).Status == 200, () => $"readiness; it says {ready}");
    }
}
