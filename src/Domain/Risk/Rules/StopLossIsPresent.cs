namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every order carries a stop-loss, no exception.</summary>
public sealed class StopLossIsPresent : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.StopLossMissing];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.StopLoss is null)
                yield return new RiskVerdict(DenyReason.StopLossMissing, "StopLoss is missing; every order needs one.");
        }
    }
}
