using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The account is configured here.</summary>
public sealed class AccountIsKnown : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.UnknownAccount];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => glance.Snapshot.IsAccountKnown;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (!examined.Snapshot.IsAccountKnown)
        {
            verdicts.Add(new RiskVerdict(
                DenyReason.UnknownAccount, $"Account '{examined.Request.AccountId}' is not configured here."));
        }
    }
}
