namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>Memory of one part over a window.</summary>
/// <param name="FirstQuarterMb">Average of the first quarter of the readings, in MiB.</param>
/// <param name="LastQuarterMb">Average of the last quarter, in MiB.</param>
internal sealed record MemoryCourse(double FirstQuarterMb, double LastQuarterMb);

/// <summary>Reads the memory of processes once a second while it runs.</summary>
/// <param name="roots">Part to the process at the top of its tree.</param>
/// <param name="time">The clock.</param>
internal sealed class MemoryMeter(IReadOnlyDictionary<string, int> roots, TimeProvider time)
{
    private const double Mebi = 1024 * 1024;

    // Two hours of readings; a run that takes longer keeps its first two hours and its end is not seen.
    private const int ReadingsMax = 7_200;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, List<long>> _readings = roots.Keys.ToDictionary(
        part => part, _ => new List<long>(), StringComparer.Ordinal);

    /// <summary>Reads until the token ends it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            Take();
            await Task.Delay(Interval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Take();
    }

    /// <summary>What was read, by part.</summary>
    public IReadOnlyDictionary<string, MemoryCourse> Courses() =>
        _readings.ToDictionary(part => part.Key, part => Course(part.Value), StringComparer.Ordinal);

    /// <summary>First and last quarter of a series.</summary>
    /// <param name="readings">Bytes, in order of time; at least one.</param>
    public static MemoryCourse Course(IReadOnlyList<long> readings)
    {
        ArgumentNullException.ThrowIfNull(readings);
        var quarter = Math.Max(1, readings.Count / 4);
        return new MemoryCourse(readings.Take(quarter).Average() / Mebi, readings.TakeLast(quarter).Average() / Mebi);
    }

    private void Take()
    {
        var table = ProcessTable.Read();
        foreach (var (part, root) in roots)
        {
            if (_readings[part].Count < ReadingsMax)
                _readings[part].Add(table.TreeResidentBytes(root));
        }
    }
}
