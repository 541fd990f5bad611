using System.Collections.Immutable;
using Bot3.Messaging.Bot3.Environment;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>The figures of a chaos run.</summary>
internal sealed record ChaosOptions
{
    /// <summary>Orders submitted.</summary>
    public required int Orders { get; init; }

    /// <summary>Kills made.</summary>
    public required int Kills { get; init; }

    /// <summary>Seed of orders, prices and kills.</summary>
    public required int Seed { get; init; }

    /// <summary>The system's data folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Where broker and database come from.</summary>
    public ServiceSource Services { get; init; } = ServiceSource.Any;

    /// <summary>The workers.</summary>
    public ImmutableDictionary<WorkerKind, int> Workers { get; init; } = [];

    /// <summary>How long everything may take to settle after the last kill.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long orders and kills are spread over: a third of a second an order, four seconds a kill, the longer of both.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Math.Max(Orders / 3.0, Kills * 4.0));
}
