namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Quantity and prices stay far below what exact arithmetic could not multiply any more.</summary>
public sealed class NumbersAreOfThisWorld : INumberRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.AmountTooLarge];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot) => Check(request);

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (Math.Abs(request.Quantity) > QuantityMax)
                yield return TooLarge(nameof(request.Quantity), request.Quantity, QuantityMax, request.Symbol.Base.Value);
            foreach (var (field, price) in request.Prices().Where(price => Math.Abs(price.Value) > PriceMax))
                yield return TooLarge(field, price, PriceMax, request.Symbol.Quote.Value);
        }
    }

    /// <summary>Greatest quantity taken, in base units.</summary>
    public const decimal QuantityMax = 10_000_000_000_000m;

    /// <summary>Greatest price taken, in quote units.</summary>
    public const decimal PriceMax = 10_000_000_000m;

    private static RiskVerdict TooLarge(string field, decimal actual, decimal limit, string unit) => new(
        DenyReason.AmountTooLarge, FormattableString.Invariant($"{field} {actual} is beyond {limit}."), limit, actual, unit);
}
