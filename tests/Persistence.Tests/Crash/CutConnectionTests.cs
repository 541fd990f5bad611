namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>The server ends connections in mid-batch, while two processes share the work.</summary>
public sealed class CutConnectionTests
{
    [Theory]
    [InlineData("cut insert", "Connection cut: rows written, before the commit")]
    [InlineData("cut commit", "Connection cut: within the commit")]
    internal async Task Connection_CutInMidBatch_LeavesEachMessageToBeHandledOnce(string trigger, string name)
    {
        await using var bench = await CrashBench.CreateAsync();
        var rounds = CrashTable.Rounds();
        await using (await bench.StartAsync())
        await using (await bench.StartAsync())
        {
            for (var round = 0; round < rounds; round++)
            {
                await bench.Database.ArmAsync(trigger);
                // How many statements a pack takes depends on how it is grouped; more of them come until the trigger has cut.
                await TestWait.UntilAsync(
                    async () =>
                    {
                        await bench.SendAsync(bench.Jobs(8));
                        return await bench.Database.ScalarAsync("SELECT last_value FROM crash.passed") >= 20 * (round + 1);
                    },
                    () => "the trigger to have cut");
                await bench.Database.DisarmAsync();
            }

            await bench.UntilSettledAsync();
        }

        await bench.VerdictAsync(name, rounds);
    }

    [Fact]
    public async Task Connections_AllCutAgainAndAgain_LeaveEachMessageToBeHandledOnce()
    {
        await using var bench = await CrashBench.CreateAsync();
        var rounds = CrashTable.Rounds();
        await using (var host = await bench.StartAsync())
        {
            for (var round = 0; round < rounds; round++)
            {
                var handled = host.Probe.Handled;
                for (var pack = 0; pack < 4; pack++)
                    await bench.SendAsync(bench.Jobs(8));
                await TestWait.UntilAsync(() => Task.FromResult(host.Probe.Handled > handled), () => "the work under way");
                await bench.Database.CutAsync();
            }

            await bench.UntilSettledAsync();
        }

        await bench.VerdictAsync("Connection cut: all of them, while messages are handled", rounds);
    }
}
