using System.Collections.Immutable;
using Bot3.Messaging.Bot3.Environment;

namespace Bot3.Messaging.Bot3.Commands.Bench;

/// <summary>
/// What a benchmark sets otherwise than production: limits so wide that risk approves everything, and times so long that orders may wait in
/// a queue. Concurrency, prefetch, groups, packs and everything else that makes the system fast or slow stays at its default.
/// </summary>
internal static class BenchSettings
{
    /// <summary>The settings of all workers.</summary>
    public static ImmutableDictionary<string, string> Create()
    {
        const string Limits = $"Risk:Accounts:{WorkerSettings.Account}:";
        return ImmutableDictionary<string, string>.Empty
            .Add("Logging:LogLevel:Default", "Warning")
            .Add(Limits + "PositionSizeUsdMax", "1000000000")
            .Add(Limits + "RiskPerTradeUsdMax", "1000000000")
            .Add(Limits + "MarketPriceAgeMax", "00:01:00")
            .Add("Orders:Placement:EntryLifetime", "01:00:00")
            .Add("Orders:Deadlines:Created", "00:10:00")
            .Add("Orders:Deadlines:PendingSubmit", "00:10:00")
            .Add("Orders:Deadlines:Resting", "01:00:00")
            .Add("Orders:Deadlines:RestingMax", "01:00:00");
    }
}
