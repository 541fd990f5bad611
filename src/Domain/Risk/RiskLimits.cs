namespace Bot3.Messaging.Domain.Risk;

/// <summary>The limits that a decision is made under; a missing one denies every order.</summary>
public sealed record RiskLimits
{
    /// <summary>Which version of the limits this is; stored with every decision.</summary>
    public required long Version { get; init; }

    /// <summary>Greatest position in one symbol, open orders included, in USD. The usual value is 100,000.</summary>
    public decimal? PositionSizeUsdMax { get; init; }

    /// <summary>Greatest loss of one order from entry to stop, in USD. The usual value is 2,000.</summary>
    public decimal? RiskPerTradeUsdMax { get; init; }

    /// <summary>Greatest age of a market price. The usual value is 10 seconds.</summary>
    public TimeSpan? MarketPriceAgeMax { get; init; }

    /// <summary>How far through the market a limit price may be, as a share of the far touch. The usual value is 0.05.</summary>
    public decimal? PriceCollarRatio { get; init; }
}
