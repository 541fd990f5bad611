using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>What is held, what is open and this order together stay within the greatest position.</summary>
public sealed class PositionStaysWithinSize : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PositionSizeExceeded];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        glance.OpeningQuantity == 0
        || (Units.TryRead(glance.Limits.PositionSizeUsdMax, out var max)
            && Units.TryRead(glance.Snapshot.OpenExposureUsd, out var open)
            && glance.HeldUsd + Math.BigMul(open, Units.One) + glance.OpeningUsd <= Math.BigMul(max, Units.One));

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        ref readonly var exposure = ref examined.Exposure;
        var open = examined.Snapshot.OpenExposureUsd;
        if (exposure.IsCloseOnly || examined.Limits.PositionSizeUsdMax is not { } limit
            || exposure.HeldUsd is not { } held || exposure.OpeningUsd is not { } opening)
        {
            return;
        }

        var actual = held + open + opening;
        if (actual <= limit)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.PositionSizeExceeded,
            FormattableString.Invariant(
                $"Position {actual} USD (held {held}, open {open}, order {opening}) exceeds {limit} USD."),
            limit,
            actual,
            "USD"));
    }
}
