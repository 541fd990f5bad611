using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>One sentence of our risk: looks at an order and says what speaks against it.</summary>
/// <remarks>
/// A rule is silent where a number that it needs is missing: another rule names the missing number, so that nothing is approved.
/// It makes no garbage when the order keeps it.
/// </remarks>
public abstract class RiskRule
{
    /// <summary>The codes that this rule can give.</summary>
    public abstract IReadOnlyList<DenyReason> Reasons { get; }

    /// <summary>True when the order surely keeps this rule; false asks <see cref="Check"/>, which has the last word.</summary>
    internal abstract bool IsSurelyKept(in RiskGlance glance);

    /// <summary>Adds every reason of this rule against the order; none when it keeps the rule.</summary>
    public abstract void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts);
}
