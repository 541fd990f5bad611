using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The signal confidence, where given, lies between 0 and 1.</summary>
public sealed class ConfidenceIsAShare : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.ConfidenceOutOfRange];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        glance.Request.SignalConfidence is null
        || (Units.TryRead(glance.Request.SignalConfidence, out var share) && share <= Units.One);

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Request.SignalConfidence is not { } confidence || confidence is >= 0 and <= 1)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.ConfidenceOutOfRange,
            FormattableString.Invariant($"SignalConfidence {confidence} is not between 0 and 1."),
            confidence < 0 ? 0 : 1,
            confidence,
            "ratio"));
    }
}
