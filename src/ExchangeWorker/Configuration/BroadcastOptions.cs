using System.ComponentModel.DataAnnotations;

namespace Bot3.Messaging.ExchangeWorker.Configuration;

/// <summary>How often the holder of an account's lease broadcasts what risk decides by.</summary>
public sealed class BroadcastOptions
{
    /// <summary>Between two snapshots of prices. Default 1 s; from 50 ms to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan MarketInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Between two snapshots of the venue's rules. Default 5 s; from 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan RulesInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two snapshots of balances, which are told on every change as well. Default 5 s; from 100 ms to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan BalancesInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A snapshot is dropped unread after so many intervals. Default 3; 1 to 100.</summary>
    [Range(1, 100)]
    public int LifetimeIntervals { get; set; } = 3;
}
