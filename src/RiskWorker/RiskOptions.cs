using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.RiskWorker;

/// <summary>The limits, and how long a decision may wait for what it needs. A limit that is missing denies every order.</summary>
public sealed class RiskOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Risk";

    /// <summary>Version of these limits; stored with every decision, so raise it with every change. From 1.</summary>
    [Range(1, long.MaxValue)]
    public long LimitsVersion { get; set; } = 1;

    /// <summary>
    /// How long a decision waits for fresh prices, rules and balances before it is made without them (and so denied). Default 10 s, at
    /// most 5 min. Covers the start of this worker and a restart of the exchange worker.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan SnapshotPatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The accounts by id. An account that is not here is unknown, and its orders are denied.</summary>
    public Dictionary<string, AccountLimitsOptions> Accounts { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>The limits of one account.</summary>
public sealed class AccountLimitsOptions
{
    /// <summary>The venue that the account is at, for example <c>binance</c>.</summary>
    [Required]
    public string Venue { get; set; } = string.Empty;

    /// <summary>Greatest position in one symbol, open orders included, in USD. No default; usual: 100,000.</summary>
    public decimal? PositionSizeUsdMax { get; set; }

    /// <summary>Greatest loss of one order from entry to stop, in USD. No default; usual: 2,000.</summary>
    public decimal? RiskPerTradeUsdMax { get; set; }

    /// <summary>Greatest age of a market price. No default; usual: 10 s.</summary>
    public TimeSpan? MarketPriceAgeMax { get; set; }

    /// <summary>How far through the market a limit price may be, as a share of the far touch. No default; usual: 0.05.</summary>
    public decimal? PriceCollarRatio { get; set; }
}

/// <summary>Rules over several keys of <see cref="RiskOptions"/>.</summary>
internal sealed class RiskOptionsRules : IValidateOptions<RiskOptions>
{
    public ValidateOptionsResult Validate(string? name, RiskOptions options)
    {
        List<string> failures = [];
        foreach (var (account, limits) in options.Accounts)
        {
            var key = $"{RiskOptions.Section}:Accounts:{account}";
            if (string.IsNullOrWhiteSpace(limits.Venue))
                failures.Add($"{key}:Venue was '{limits.Venue}': required.");
            Positive(failures, $"{key}:{nameof(limits.PositionSizeUsdMax)}", limits.PositionSizeUsdMax);
            Positive(failures, $"{key}:{nameof(limits.RiskPerTradeUsdMax)}", limits.RiskPerTradeUsdMax);
            Positive(failures, $"{key}:{nameof(limits.PriceCollarRatio)}", limits.PriceCollarRatio);
            if (limits.MarketPriceAgeMax is { } age && age <= TimeSpan.Zero)
                failures.Add($"{key}:{nameof(limits.MarketPriceAgeMax)} was {age}: must be above zero.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Positive(List<string> failures, string key, decimal? value)
    {
        if (value <= 0)
            failures.Add($"{key} was {value}: must be above zero; leave it out to deny.");
    }
}
