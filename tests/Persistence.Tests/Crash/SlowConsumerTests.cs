namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>A consumer that takes its time, and a process that is told to stop meanwhile.</summary>
public sealed class SlowConsumerTests
{
    private const int Packs = 6;
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Consumer_ThatIsSlow_HoldsBackItsOwnMessagesOnlyAndLosesNoneWhenItsProcessStops()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (var slow = await bench.StartAsync())
        {
            slow.Probe.Handle = _ => Task.Delay(Slowness, TimeProvider.System, CancellationToken.None);
            for (var pack = 0; pack < Packs; pack++)
                await bench.SendAsync(bench.Jobs(8));
            await TestWait.UntilAsync(() => Task.FromResult(slow.Probe.Handled > 8), () => "the work under way");
            Assert.NotEqual(0, (await bench.CountAsync()).Losses);
        }

        await using (await bench.StartAsync())
            await bench.UntilSettledAsync();
        await bench.VerdictAsync("Slow consumer, stopped and followed by another", 1);
    }
}
