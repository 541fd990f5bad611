using System.Collections.Immutable;

namespace Bot3.Messaging.Bot3.Environment;

/// <summary>What a local system consists of.</summary>
public sealed record LocalSystemOptions
{
    /// <summary>Most workers of one kind.</summary>
    public const int WorkersMax = 16;

    /// <summary>The folder of databases, logs and pid files; made when it is missing, kept at the end.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>How many workers of each kind, 1 to <see cref="WorkersMax"/>.</summary>
    public ImmutableDictionary<WorkerKind, int> Workers { get; init; } = ImmutableDictionary<WorkerKind, int>.Empty
        .Add(WorkerKind.Risk, 1).Add(WorkerKind.Exchange, 1).Add(WorkerKind.Saga, 1);

    /// <summary>
    /// Where broker and database come from. Default: Docker where an engine answers and has the images, else private instances.
    /// </summary>
    public ServiceSource Services { get; init; } = ServiceSource.Any;

    /// <summary>The venue; null for a simulator of the system's own.</summary>
    public VenueOptions? Venue { get; init; }

    /// <summary>The simulator's port on 127.0.0.1; 0 for any free one.</summary>
    public int SimulatorPort { get; init; }

    /// <summary>Seed of the simulator's market and faults.</summary>
    public int SimulatorSeed { get; init; } = 1;

    /// <summary>The simulator's faults: none, light or heavy.</summary>
    public string SimulatorFaults { get; init; } = "none";

    /// <summary>The pairs traded, as BASE/QUOTE.</summary>
    public ImmutableArray<string> Symbols { get; init; } = ["BTC/USDT", "ETH/USDT", "BNB/USDT", "ETH/BTC"];

    /// <summary>
    /// Further settings of all workers, for example <c>Orders:Placement:EntryLifetime</c>; they win over the system's own.
    /// </summary>
    public ImmutableDictionary<string, string> Settings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Names every violation.</summary>
    /// <exception cref="ArgumentException">A value is out of its bounds.</exception>
    public void Check()
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(DataDirectory))
            failures.Add("the data folder is empty: give a path");
        foreach (var kind in Enum.GetValues<WorkerKind>())
        {
            var count = Workers.GetValueOrDefault(kind, 1);
            if (count is < 1 or > WorkersMax)
                failures.Add($"workers {kind} was {count}: 1 to {WorkersMax}");
        }

        if (SimulatorPort is < 0 or > 65535)
            failures.Add($"the simulator's port was {SimulatorPort}: 0 to 65535");
        if (Symbols.IsDefaultOrEmpty)
            failures.Add("no symbols: at least one");
        if (failures.Count > 0)
            throw new ArgumentException(string.Join("; ", failures));
    }
}

/// <summary>Where broker and database come from.</summary>
public enum ServiceSource
{
    /// <summary>Docker where an engine answers and has the images, else private instances of installed servers.</summary>
    Any,

    /// <summary>Containers only.</summary>
    Docker,

    /// <summary>Private instances of installed servers only.</summary>
    Installed,
}
