using CsCheck;

namespace Bot3.Messaging.Persistence.Tests.Crash;

/// <summary>However messages are packed, repeated and grouped, the state is the one of handling them one at a time.</summary>
public sealed class GroupPropertyTests
{
    private const int Samples = 6;

    /// <summary>One delivery: which of the jobs, each possibly again.</summary>
    private static readonly Gen<(int Groups, JobKind[] Kinds, int[][] Packs)> Plans = Gen.Select(
        Gen.Int[0, 3].Select(index => new[] { 1, 2, 8, 64 }[index]),
        Gen.Frequency((8, Gen.Const(JobKind.Plain)), (2, Gen.Const(JobKind.Keyed)), (1, Gen.Const(JobKind.Poison))).Array[20],
        Gen.Int[0, 19].Array[1, 12].Array[4, 12]);

    [Fact]
    public Task Groups_OfAnyInterleaving_LeaveTheStateOfOneAtATime() => Plans.SampleAsync(
        async plan =>
        {
            await using var bench = await CrashBench.CreateAsync();
            await using (await bench.StartAsync(("GroupCommit:MaxGroupSize", $"{plan.Groups}")))
            await using (await bench.StartAsync(("GroupCommit:MaxGroupSize", $"{plan.Groups}")))
            {
                var jobs = plan.Kinds.Select(kind => bench.Jobs(1, kind)[0]).ToArray();
                foreach (var pack in plan.Packs)
                    await bench.SendAsync([.. pack.Select(index => jobs[index])]);

                // Each once at least.
                await bench.SendAsync(jobs);
                await bench.UntilSettledAsync();
            }

            await bench.VerdictAsync("Random packs, copies, groups and poison, two processes", Samples);
        },
        iter: Samples,
        threads: 1);
}
