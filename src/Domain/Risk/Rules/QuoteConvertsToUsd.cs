namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The quote asset has a price in USD: no price, no approval.</summary>
public sealed class QuoteConvertsToUsd : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.ConversionMissing];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (snapshot.UsdRate(request.Symbol.Quote) is null)
                yield return new RiskVerdict(DenyReason.ConversionMissing, $"No price converts {request.Symbol.Quote} to USD.");
        }
    }
}
