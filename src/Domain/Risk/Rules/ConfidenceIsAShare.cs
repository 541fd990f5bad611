namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The signal confidence, where given, lies between 0 and 1.</summary>
public sealed class ConfidenceIsAShare : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.ConfidenceOutOfRange];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.SignalConfidence is { } confidence and (< 0 or > 1))
            {
                yield return new RiskVerdict(
                    DenyReason.ConfidenceOutOfRange,
                    FormattableString.Invariant($"SignalConfidence {confidence} is not between 0 and 1."),
                    confidence < 0 ? 0 : 1,
                    confidence,
                    "ratio");
            }
        }
    }
}
