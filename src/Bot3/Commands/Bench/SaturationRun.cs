using Bot3.Messaging.Bot3.Commands.Bench.Load;
using Bot3.Messaging.Bot3.Commands.Bench.Measure;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>What a saturated phase gave.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="OrdersPerSecond">Orders filled per second in the window.</param>
/// <param name="CpuMsPerOrder">CPU by part.</param>
/// <param name="Memory">Memory by worker.</param>
internal sealed record Saturation(
    OrderPhase Phase,
    double OrdersPerSecond,
    IReadOnlyDictionary<string, double> CpuMsPerOrder,
    IReadOnlyDictionary<string, MemoryCourse> Memory);

/// <summary>
/// Keeps the system saturated and looks at a window in the middle: it opens when the warm-up's orders are filled, it closes when the
/// measured ones are, and as many orders as may be in flight are sent beyond them, so that neither the begin nor the drain is in it.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="flow">Sends the orders.</param>
/// <param name="time">The clock.</param>
internal sealed class SaturationRun(BenchSystem system, OrderFlow flow, TimeProvider time)
{
    /// <summary>Runs.</summary>
    /// <param name="warmUp">Orders before the window.</param>
    /// <param name="orders">Orders in the window.</param>
    /// <param name="inFlight">Most orders in flight.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Saturation> RunAsync(int warmUp, int orders, int inFlight, CancellationToken cancellationToken)
    {
        var phase = new OrderPhase(warmUp + orders + inFlight, inFlight, time);
        var (begins, ends) = (phase.ReachesAsync(warmUp), phase.ReachesAsync(warmUp + orders));
        var memory = new MemoryMeter(system.WorkerProcesses(), time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var flowing = flow.SaturateAsync(phase, over.Token);
        await await Task.WhenAny(begins, flowing);
        var before = Read(phase);
        var remembering = memory.RunAsync(over.Token);
        await await Task.WhenAny(ends, flowing);
        var after = Read(phase);
        await flowing;
        await over.CancelAsync();
        await remembering;
        var done = after.Completed - before.Completed;
        var rate = done / time.GetElapsedTime(before.At, after.At).TotalSeconds;
        return new Saturation(phase, rate, CpuMeter.PerOrder(before.Cpu, after.Cpu, done), memory.Courses());
    }

    private (int Completed, long At, IReadOnlyDictionary<string, TimeSpan> Cpu) Read(OrderPhase phase)
    {
        var cpu = CpuMeter.Read(system.Processes());
        return (phase.Completed, time.GetTimestamp(), cpu);
    }
}
