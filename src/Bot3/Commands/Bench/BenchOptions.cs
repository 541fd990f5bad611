using System.Collections.Immutable;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>The exchange of a benchmark.</summary>
internal enum BenchVenue
{
    /// <summary>A venue inside the exchange worker that fills every order at once: what is measured is us.</summary>
    Stub,

    /// <summary>The simulator over loopback HTTP and WebSocket, without request limits: the connector is measured too.</summary>
    Simulator,
}

/// <summary>The figures of a benchmark.</summary>
internal sealed record BenchOptions
{
    /// <summary>Orders of the measured window.</summary>
    public required int Orders { get; init; }

    /// <summary>Orders before it.</summary>
    public required int WarmUp { get; init; }

    /// <summary>Most orders sent and not filled yet at saturation.</summary>
    public required int InFlight { get; init; }

    /// <summary>The exchange.</summary>
    public required BenchVenue Venue { get; init; }

    /// <summary>Open-loop rates in orders per second; the first gives the headline figures.</summary>
    public required ImmutableArray<int> Rates { get; init; }

    /// <summary>How long each open-loop rate is held.</summary>
    public required TimeSpan OpenLoop { get; init; }

    /// <summary>Greatest group of messages in one transaction; null for the workers' default.</summary>
    public int? GroupSize { get; init; }

    /// <summary>Whether messages for one queue are packed; null for the workers' default.</summary>
    public bool? Packs { get; init; }

    /// <summary>Finished orders put into the database first.</summary>
    public int Preload { get; init; }

    /// <summary>How long broker and database are measured alone.</summary>
    public TimeSpan Raw { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for a quiet machine.</summary>
    public TimeSpan QuietWait { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The system's data folder.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether a second, shorter run without grouping follows: not when this is one itself.</summary>
    public required bool ComparesWithSingles { get; init; }

    /// <summary>Orders of that second run. Its warm-up is as long as the first one's; a cold run would flatter the other.</summary>
    public int SinglesOrders => Math.Max(100, Orders / 5);

    /// <summary>Orders that an open-loop rate takes.</summary>
    /// <param name="ordersPerSecond">The rate.</param>
    public int OpenLoopOrders(int ordersPerSecond) => Math.Max(1, (int)(ordersPerSecond * OpenLoop.TotalSeconds));
}
