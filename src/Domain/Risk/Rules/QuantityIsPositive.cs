namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The quantity is above zero.</summary>
public sealed class QuantityIsPositive : INumberRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.QuantityNotPositive];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot) => Check(request);

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.Quantity <= 0)
            {
                yield return new RiskVerdict(
                    DenyReason.QuantityNotPositive,
                    FormattableString.Invariant($"Quantity {request.Quantity} must be above 0."),
                    0,
                    request.Quantity,
                    request.Symbol.Base.Value);
            }
        }
    }
}
