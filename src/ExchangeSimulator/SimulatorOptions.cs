using System.Collections.Immutable;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Faults;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>What a simulator is: where it listens, how it behaves, who may trade what on it.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Port on 127.0.0.1, 0 to 65535; 0 takes any free one.</summary>
    public int Port { get; init; } = 9080;

    /// <summary>Seed of the market and of the faults. The same seed gives the same draws; their pace is the clock's.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>How often things go wrong by themselves.</summary>
    public FaultProfile Faults { get; init; } = FaultProfile.None;

    /// <summary>Fault rules from the start on, each looked at before the profile; as the admin endpoint takes them, at most 1,000.</summary>
    public ImmutableArray<FaultRule> FaultRules { get; init; } = [];

    /// <summary>
    /// Symbols whose market follows recorded candles, each with the path of a file (header
    /// <c>open_time_utc,open,high,low,close,volume_base</c>); the others walk at random.
    /// </summary>
    public ImmutableDictionary<string, string> Replays { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The symbols, at least one, names unique.</summary>
    public ImmutableArray<SymbolOptions> Symbols { get; init; } = DefaultSymbols.All;

    /// <summary>The accounts, at least one, names and keys unique.</summary>
    public ImmutableArray<AccountOptions> Accounts { get; init; } = [AccountOptions.Default];

    /// <summary>Request limits.</summary>
    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>How the synthetic market moves.</summary>
    public MarketOptions Market { get; init; } = new();
}
