namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>CPU time by part of the system: broker, database, each worker, and this process apart from them.</summary>
internal static class CpuMeter
{
    /// <summary>The part that stands for this process: it generates the load and listens, and is no cost of an order.</summary>
    public const string Generator = "bench";

    /// <summary>The part that stands for the exchange's side: it belongs to somebody else in production.</summary>
    public const string Venue = "simulator";

    /// <summary>Whether a part's time is a cost of an order.</summary>
    /// <param name="part">The part.</param>
    public static bool Counts(string part) => part is not (Generator or Venue);

    /// <summary>Reads what every part has used so far.</summary>
    /// <param name="roots">Part to the process at the top of its tree.</param>
    public static IReadOnlyDictionary<string, TimeSpan> Read(IReadOnlyDictionary<string, int> roots)
    {
        ArgumentNullException.ThrowIfNull(roots);
        var table = ProcessTable.Read();
        var used = roots.ToDictionary(root => root.Key, root => table.TreeCpu(root.Value), StringComparer.Ordinal);
        used[Generator] = table.OwnCpu(global::System.Environment.ProcessId);
        return used;
    }

    /// <summary>Milliseconds of CPU per order by part.</summary>
    /// <param name="before">The reading at the window's begin.</param>
    /// <param name="after">The reading at its end.</param>
    /// <param name="orders">Orders completed in between.</param>
    public static IReadOnlyDictionary<string, double> PerOrder(
        IReadOnlyDictionary<string, TimeSpan> before, IReadOnlyDictionary<string, TimeSpan> after, int orders)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return after.ToDictionary(
            part => part.Key, part => (part.Value - before[part.Key]).TotalMilliseconds / Math.Max(1, orders), StringComparer.Ordinal);
    }
}
