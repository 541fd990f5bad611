using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every number of the order keeps to 18 decimals and 28 significant digits.</summary>
public sealed class NumbersAreExact : INumberRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PrecisionExceeded];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot) => Check(request);

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            foreach (var (field, value) in request.Prices().Prepend((nameof(request.Quantity), request.Quantity)))
            {
                if (DecimalBounds.Check(field, value) is { } broken)
                    yield return new RiskVerdict(DenyReason.PrecisionExceeded, broken, null, value);
            }
        }
    }
}
