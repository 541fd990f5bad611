using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>A rule that needs nothing but the order: whether its numbers can be an order's at all.</summary>
public abstract class NumberRule : RiskRule
{
    /// <inheritdoc/>
    internal sealed override bool IsSurelyKept(in RiskGlance glance) => true; // at a glance only numbers that none objects to

    /// <inheritdoc/>
    public sealed override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts) => Check(examined.Request, ref verdicts);

    /// <summary>Adds every reason of this rule against the numbers; none when they keep it.</summary>
    public abstract void Check(RiskRequest request, ref Findings<RiskVerdict> verdicts);
}
