namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every limit is configured: a missing one means no.</summary>
public sealed class LimitsAreSet : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.LimitsMissing];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            foreach (var name in Missing(limits))
                yield return new RiskVerdict(DenyReason.LimitsMissing, $"Limit {name} is not configured; missing means no.");
        }
    }

    private static IEnumerable<string> Missing(RiskLimits limits)
    {
        if (limits.PositionSizeUsdMax is null)
            yield return nameof(limits.PositionSizeUsdMax);
        if (limits.RiskPerTradeUsdMax is null)
            yield return nameof(limits.RiskPerTradeUsdMax);
        if (limits.MarketPriceAgeMax is null)
            yield return nameof(limits.MarketPriceAgeMax);
        if (limits.PriceCollarRatio is null)
            yield return nameof(limits.PriceCollarRatio);
    }
}
