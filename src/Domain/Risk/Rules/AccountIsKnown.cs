namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The account is configured here.</summary>
public sealed class AccountIsKnown : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.UnknownAccount];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (!snapshot.IsAccountKnown)
                yield return new RiskVerdict(DenyReason.UnknownAccount, $"Account '{request.AccountId}' is not configured here.");
        }
    }
}
