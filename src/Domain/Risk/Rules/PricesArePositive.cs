namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every price of the order is above zero.</summary>
public sealed class PricesArePositive : INumberRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PriceNotPositive];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot) => Check(request);

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            foreach (var (field, price) in request.Prices().Where(price => price.Value <= 0))
            {
                yield return new RiskVerdict(
                    DenyReason.PriceNotPositive,
                    FormattableString.Invariant($"{field} {price} must be above 0."),
                    0,
                    price,
                    request.Symbol.Quote.Value);
            }
        }
    }
}
