using Bot3.Messaging.ExchangeSimulator.Faults;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>One run of the demo.</summary>
internal sealed record DemoOptions
{
    /// <summary>Orders that the strategies submit in all, 1 to 5,000.</summary>
    public int Orders { get; init; } = 20;

    /// <summary>Seed of market, faults and strategies. The draws are the same for the same seed; their pace is the clock's.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How often the venue misbehaves.</summary>
    public FaultProfile Faults { get; init; } = FaultProfile.None;

    /// <summary>Candles to replay; null for a random market.</summary>
    public string? Replay { get; init; }

    /// <summary>Whether the workers' log is printed.</summary>
    public bool Verbose { get; init; }

    /// <summary>How long orders may rest after the last was submitted, before the demo cancels them. Default 3 s.</summary>
    public TimeSpan RestingMax { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>
    /// How long to wait for every order's end after that. Default 2 min: with heavy faults absence has to be proven first.
    /// </summary>
    public TimeSpan EndingMax { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long the books may lag behind the last order's end. Default 15 s.</summary>
    public TimeSpan BooksLagMax { get; init; } = TimeSpan.FromSeconds(15);
}
