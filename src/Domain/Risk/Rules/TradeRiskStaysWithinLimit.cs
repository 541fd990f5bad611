using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>What the order loses between entry and stop stays within the greatest risk of one trade.</summary>
public sealed class TradeRiskStaysWithinLimit : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.RiskPerTradeExceeded];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        Units.TryRead(glance.Limits.RiskPerTradeUsdMax, out var max) && glance.RiskUsd <= Math.BigMul(max, Units.One);

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Limits.RiskPerTradeUsdMax is not { } limit
            || examined.Exposure.RiskUsd is not { } actual || actual <= limit)
        {
            return;
        }

        verdicts.Add(new RiskVerdict(
            DenyReason.RiskPerTradeExceeded,
            FormattableString.Invariant($"Risk {actual} USD from entry to StopLoss exceeds {limit} USD."),
            limit,
            actual,
            "USD"));
    }
}
