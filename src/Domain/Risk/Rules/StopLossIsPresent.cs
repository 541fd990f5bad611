using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every order carries a stop-loss, no exception.</summary>
public sealed class StopLossIsPresent : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.StopLossMissing];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => glance.StopLoss > 0;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Request.StopLoss is null)
            verdicts.Add(new RiskVerdict(DenyReason.StopLossMissing, "StopLoss is missing; every order needs one."));
    }
}
