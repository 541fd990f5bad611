namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The market price is known and young: no price, no approval.</summary>
public sealed class MarketPriceIsFresh : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.MarketPriceMissing, DenyReason.MarketPriceStale];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (snapshot.Market is not { Mark: not null } market || Exposure.Of(request, snapshot).EntryPrice is null)
            {
                yield return new RiskVerdict(
                    DenyReason.MarketPriceMissing, $"No market price for a {request.Side} of {request.Symbol} is known.");
                yield break;
            }

            var age = snapshot.Now - market.ObservedAt;
            if (limits.MarketPriceAgeMax is { } ageMax && age > ageMax)
            {
                var (limit, actual) = ((decimal)ageMax.Ticks / TimeSpan.TicksPerSecond, (decimal)age.Ticks / TimeSpan.TicksPerSecond);
                yield return new RiskVerdict(
                    DenyReason.MarketPriceStale,
                    FormattableString.Invariant($"The market price of {request.Symbol} is {actual} s old, at most {limit} s are allowed."),
                    limit,
                    actual,
                    "seconds");
            }
        }
    }
}
