using System.Globalization;

namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>One process of the table.</summary>
/// <param name="Parent">The parent's id.</param>
/// <param name="Cpu">User and system time so far, with that of its ended and awaited children.</param>
/// <param name="OwnCpu">The same without any children.</param>
/// <param name="ResidentBytes">Memory in RAM.</param>
internal readonly record struct ProcessFigures(int Parent, TimeSpan Cpu, TimeSpan OwnCpu, long ResidentBytes);

/// <summary>A picture of /proc: what every process has used so far.</summary>
internal sealed class ProcessTable
{
    // Linux reports in hundredths of a second, whatever its own tick is.
    private const int TicksPerSecond = 100;

    private readonly Dictionary<int, ProcessFigures> _processes = [];
    private readonly ILookup<int, int> _children;

    private ProcessTable(Dictionary<int, ProcessFigures> processes)
    {
        _processes = processes;
        _children = processes.ToLookup(process => process.Value.Parent, process => process.Key);
    }

    /// <summary>Takes a picture.</summary>
    public static ProcessTable Read()
    {
        var processes = new Dictionary<int, ProcessFigures>();
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && TryRead(id) is { } figures)
            {
                processes[id] = figures;
            }
        }

        return new ProcessTable(processes);
    }

    /// <summary>Reads one line of <c>/proc/ID/stat</c>.</summary>
    /// <param name="stat">The line.</param>
    public static ProcessFigures Parse(string stat)
    {
        ArgumentNullException.ThrowIfNull(stat);

        // The name is in parentheses and may hold anything, also parentheses: the last one ends it.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long Number(int field) => long.Parse(fields[field - 3], CultureInfo.InvariantCulture);
        var own = Number(14) + Number(15);
        return new ProcessFigures(
            (int)Number(4), Ticks(own + Number(16) + Number(17)), Ticks(own), Number(24) * global::System.Environment.SystemPageSize);
    }

    /// <summary>CPU time of a process and of everything below it; zero when it is gone.</summary>
    /// <param name="root">The process.</param>
    public TimeSpan TreeCpu(int root) => !_processes.TryGetValue(root, out var figures)
        ? TimeSpan.Zero
        : _children[root].Aggregate(figures.Cpu, (sum, child) => sum + TreeCpu(child));

    /// <summary>CPU time of one process without its children; zero when it is gone.</summary>
    /// <param name="id">The process.</param>
    public TimeSpan OwnCpu(int id) => _processes.GetValueOrDefault(id).OwnCpu;

    /// <summary>Memory of a process and of everything below it.</summary>
    /// <param name="root">The process.</param>
    public long TreeResidentBytes(int root) => !_processes.TryGetValue(root, out var figures)
        ? 0
        : _children[root].Aggregate(figures.ResidentBytes, (sum, child) => sum + TreeResidentBytes(child));

    private static TimeSpan Ticks(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);

    private static ProcessFigures? TryRead(int id)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{id}/stat"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Gone between listing and reading.
            return null;
        }
    }
}
