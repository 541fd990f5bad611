using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every limit is configured: a missing one means no.</summary>
public sealed class LimitsAreSet : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.LimitsMissing];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => glance.Limits is
    {
        PositionSizeUsdMax: not null, RiskPerTradeUsdMax: not null, MarketPriceAgeMax: not null, PriceCollarRatio: not null,
    };

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var limits = examined.Limits;
        Check(nameof(limits.PositionSizeUsdMax), limits.PositionSizeUsdMax is null, ref verdicts);
        Check(nameof(limits.RiskPerTradeUsdMax), limits.RiskPerTradeUsdMax is null, ref verdicts);
        Check(nameof(limits.MarketPriceAgeMax), limits.MarketPriceAgeMax is null, ref verdicts);
        Check(nameof(limits.PriceCollarRatio), limits.PriceCollarRatio is null, ref verdicts);
    }

    private static void Check(string name, bool isMissing, ref Findings<RiskVerdict> verdicts)
    {
        if (isMissing)
            verdicts.Add(new RiskVerdict(DenyReason.LimitsMissing, $"Limit {name} is not configured; missing means no."));
    }
}
