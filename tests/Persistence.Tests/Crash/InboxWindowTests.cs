namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>Beyond the inbox's window a copy is told by its business key only.</summary>
public sealed class InboxWindowTests
{
    [Fact]
    public async Task Copy_BeyondTheInboxWindow_IsToldByTheBusinessKey()
    {
        await using var bench = await CrashBench.CreateAsync();
        await using (var host = await bench.StartAsync())
        {
            var jobs = bench.Jobs(8, JobKind.Keyed);
            await bench.SendAsync(jobs);
            await bench.UntilSettledAsync();
            Assert.Equal(jobs.Length, host.Probe.Handled);

            // Within the window the inbox tells the copies: no consumer sees them.
            await bench.SendAsync(jobs);
            await bench.SendAsync(jobs[0]);
            await bench.UntilSettledAsync();
            Assert.Equal(jobs.Length, host.Probe.Handled);

            await bench.Database.ExecuteAsync("UPDATE messaging.inbox SET received_at = received_at - interval '30 days'");
            await TestWait.UntilAsync(
                async () => await bench.Database.ScalarAsync("SELECT count(*) FROM messaging.inbox") == 0, () => "the window's sweep");
            await bench.SendAsync(jobs);
            await TestWait.UntilAsync(() => Task.FromResult(host.Probe.Handled == 2 * jobs.Length), () => "the copies in the consumer");
            await bench.UntilSettledAsync();
        }

        await bench.VerdictAsync("Copies beyond the inbox window, told by business keys", 1);
    }
}
