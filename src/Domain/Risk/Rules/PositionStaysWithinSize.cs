using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>What is held, what is open and this order together stay within the greatest position.</summary>
public sealed class PositionStaysWithinSize : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PositionSizeExceeded];

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        ref readonly var exposure = ref examined.Exposure;
        var open = examined.Snapshot.OpenExposureUsd;
        if (exposure.IsCloseOnly || examined.Limits.PositionSizeUsdMax is not { } limit
            || exposure.HeldUsd + open + exposure.OpeningUsd is not { } actual || actual <= limit)
        {
            return;
        }

        verdicts.Add(new RiskVerdict(
            DenyReason.PositionSizeExceeded,
            FormattableString.Invariant(
                $"Position {actual} USD (held {exposure.HeldUsd}, open {open}, order {exposure.OpeningUsd}) exceeds {limit} USD."),
            limit,
            actual,
            "USD"));
    }
}
