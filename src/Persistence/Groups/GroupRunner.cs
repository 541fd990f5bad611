using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Bot3.Messaging.Persistence.Groups;

/// <summary>
/// Settles every work of a group: committed, known already, or failed. One that fails never fails its neighbours. When a transaction
/// does not commit although all works ran, the rest is tried once more as a group (duplicates are found by then, in the one query that
/// begins every group), then in halves, so that the culprit is alone after a few steps.
/// </summary>
internal sealed class GroupRunner(
    string name, NpgsqlDataSource source, PostgresOutboxWriter writer, GroupCommitOptions options, TimeProvider time, ILogger logger)
{
    /// <summary>Runs a group to its end; never throws.</summary>
    public async Task RunAsync(IReadOnlyList<GroupUnit> units)
    {
        var open = new Stack<(IReadOnlyList<GroupUnit> Units, bool Again)>();
        open.Push((units, false));
        while (open.TryPop(out var next))
        {
            var run = new GroupRun(name, next.Units, source, writer, options, time);
            var failure = await run.RunAsync();
            DurableMetrics.Group(name, next.Units.Count);
            if (run.Later.Count > 0)
                open.Push((run.Later, false));
            if (failure is not null)
                Decide(open, run, failure, next.Again);
        }
    }

    private void Decide(Stack<(IReadOnlyList<GroupUnit> Units, bool Again)> open, GroupRun run, Exception failure, bool again)
    {
        var rest = run.Unsettled;
        if (rest.Count == 0)
            return;
        if (IsOutage(failure) && !run.CulpritFound)
        {
            // Each message waits and is tried again by its own endpoint's rules. If the commit got through after all, the inbox says so.
            foreach (var unit in rest)
                unit.Turn.Fail(failure);
            return;
        }

        DurableMetrics.GroupTakenApart(name);
        Log.GroupTakenApart(logger, name, rest.Count, failure.Message);
        if (rest.Count == 1 && !run.CulpritFound && again)
        {
            rest[0].Turn.Fail(failure);
            return;
        }

        foreach (var unit in rest)
            unit.Renew();
        if (run.CulpritFound)
        {
            open.Push((rest, again));
        }
        else if (!again || rest.Count == 1)
        {
            open.Push((rest, true));
        }
        else
        {
            var half = rest.Count / 2;
            open.Push(([.. rest.Skip(half)], true));
            open.Push(([.. rest.Take(half)], true));
        }
    }

    // A deadlock or a lost race (class 40) ends by running again; everything else that is transient needs the server to come back.
    private static bool IsOutage(Exception failure) =>
        failure is TimeoutException or System.Net.Sockets.SocketException or IOException
        || (failure is NpgsqlException { IsTransient: true } and not PostgresException { SqlState: ['4', '0', ..] });
}
