namespace Bot3.Messaging.Domain.Risk;

/// <summary>One sentence of our risk: looks at an order and says what speaks against it.</summary>
/// <remarks>
/// A rule is silent where a number that it needs is missing: another rule names the missing number, so that nothing is approved.
/// </remarks>
public interface IRiskRule
{
    /// <summary>The codes that this rule can give.</summary>
    IReadOnlyList<DenyReason> Reasons { get; }

    /// <summary>Every reason of this rule against the order; none when it keeps the rule.</summary>
    IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot);
}
