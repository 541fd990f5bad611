using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>
/// A process is killed (SIGKILL) at an exact point, again and again, each time among the leftovers of the ones before; then an heir works on.
/// </summary>
public sealed class KilledProcessTests
{
    private const int PacksPerRound = 4;
    private const int JobsPerPack = 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CrashPoint.CommittedBeforePublish)]
    [InlineData(CrashPoint.PublishedBeforeMark)]
    [InlineData(CrashPoint.MarkedBeforeAcknowledgement)]
    internal Task Process_KilledWhileItHandles_LeavesEachMessageToBeHandledOnce(CrashPoint point) =>
        RunAsync(point, $"Process killed: {point}", bench => SendAsync(bench), victim => victim.UntilKilledAsync());

    [Fact]
    public Task Process_KilledWhenASweeperHasClaimed_LeavesScheduledMessagesToTheNextSweeper() =>
        RunAsync(
            CrashPoint.ClaimedBeforePublish, "Process killed: ClaimedBeforePublish, scheduled messages",
            bench => bench.ScheduleAsync(bench.Jobs(PacksPerRound * JobsPerPack)), victim => victim.UntilKilledAsync());

    [Theory]
    [InlineData(CrashPoint.InsertedBeforeCommit, "hold insert")]
    [InlineData(CrashPoint.CommitInDoubt, "hold commit")]
    internal async Task Process_KilledInItsTransaction_LeavesEachMessageToBeHandledOnce(CrashPoint point, string trigger)
    {
        await using var bench = await CrashBench.CreateAsync();
        var rounds = CrashTable.Rounds();
        for (var round = 0; round < rounds; round++)
        {
            await bench.Database.ArmAsync(trigger);
            await using (await bench.Database.HoldAsync())
            {
                await using var victim = await bench.StartVictimAsync(CrashPoint.None);
                await SendAsync(bench);
                await TestWait.UntilAsync(
                    async () => await bench.Database.ScalarAsync(
                        $"""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = '{CrashDatabase.Victim}' AND wait_event = 'advisory'
                        """) > 0,
                    () => "the victim's transaction at the point");
                victim.Kill();
                await victim.UntilKilledAsync();

                // What the server has of the transaction goes on without its client, unless it is ended too.
                if (point == CrashPoint.InsertedBeforeCommit)
                    await bench.Database.CutAsync($"application_name = '{CrashDatabase.Victim}'");
            }

            await bench.Database.DisarmAsync();
        }

        await EndAsync(bench, $"Process killed: {point}", rounds);
    }

    [Fact]
    public async Task Process_KilledBetweenALetterAndItsAcknowledgement_LeavesOneLetterAMessage() =>
        await RunAsync(
            CrashPoint.LetterBeforeAcknowledgement, "Process killed: LetterBeforeAcknowledgement, in packs",
            async bench =>
            {
                for (var pack = 0; pack < PacksPerRound; pack++)
                    await bench.SendAsync([.. bench.Jobs(JobsPerPack - 2), .. bench.Jobs(2, JobKind.Poison)]);
            },
            victim => victim.UntilKilledAsync());

    [Fact]
    public async Task Process_KilledWhileItEmptiesAnErrorQueue_LeavesOneLetterAMessage() =>
        await RunAsync(
            CrashPoint.LetterBeforeAcknowledgement, "Process killed: LetterBeforeAcknowledgement, from an error queue",
            async bench =>
            {
                foreach (var job in bench.Jobs(4, JobKind.Poison))
                {
                    await bench.PublishAsync("jobs_error", "{}"u8.ToArray(), new BasicProperties
                    {
                        MessageId = job.Id.ToString("D"), ContentType = InternalHeaders.ContentType, Persistent = true,
                        Headers = new Dictionary<string, object?> { [MessageHeaders.MessageType] = MessageUrn.ForTypeString<Job>() },
                    });
                }
            },
            victim => victim.UntilKilledAsync());

    private static async Task RunAsync(CrashPoint point, string name, Func<CrashBench, Task> send, Func<VictimProcess, Task> untilKilled)
    {
        await using var bench = await CrashBench.CreateAsync();
        var rounds = CrashTable.Rounds();
        for (var round = 0; round < rounds; round++)
        {
            // The leftovers of the round before may be enough to die of, before or after more is sent.
            await using var victim = await bench.StartVictimAsync(point, time: 1 + (round % Variants(point)));
            await send(bench);
            await untilKilled(victim);
        }

        await EndAsync(bench, name, rounds);
    }

    // How many times a round surely gets to a point: rows are removed many at a time, the others come with each transaction.
    private static int Variants(CrashPoint point) =>
        point is CrashPoint.CommittedBeforePublish or CrashPoint.LetterBeforeAcknowledgement or CrashPoint.MarkedBeforeAcknowledgement ? 3 : 1;

    private static async Task SendAsync(CrashBench bench)
    {
        for (var pack = 0; pack < PacksPerRound; pack++)
            await bench.SendAsync(bench.Jobs(JobsPerPack));
    }

    private static async Task EndAsync(CrashBench bench, string name, int rounds)
    {
        await using (await bench.StartAsync())
            await bench.UntilSettledAsync();
        await bench.VerdictAsync(name, rounds);
    }
}
