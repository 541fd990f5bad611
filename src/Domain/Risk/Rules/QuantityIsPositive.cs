using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The quantity is above zero.</summary>
public sealed class QuantityIsPositive : NumberRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.QuantityNotPositive];

    /// <inheritdoc/>
    public override void Check(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        if (request.Quantity > 0)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.QuantityNotPositive,
            FormattableString.Invariant($"Quantity {request.Quantity} must be above 0."),
            0,
            request.Quantity,
            request.Symbol.Base.Value));
    }
}
