namespace Bot3.Messaging.Domain.Risk;

/// <summary>A rule that needs nothing but the order: whether its numbers can be an order's at all.</summary>
public interface INumberRule : IRiskRule
{
    /// <summary>Every reason of this rule against the numbers; none when they keep it.</summary>
    IEnumerable<RiskVerdict> Check(RiskRequest request);
}
