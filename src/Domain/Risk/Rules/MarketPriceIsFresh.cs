using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The market price is known and young: no price, no approval.</summary>
public sealed class MarketPriceIsFresh : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.MarketPriceMissing, DenyReason.MarketPriceStale];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        glance.EntryPrice > 0 && glance.Snapshot.Market is { Mark: not null } market
        && glance.Limits.MarketPriceAgeMax is { } ageMax && glance.Snapshot.Now - market.ObservedAt <= ageMax;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var (request, snapshot) = (examined.Request, examined.Snapshot);
        if (snapshot.Market is not { Mark: not null } market || examined.Exposure.EntryPrice is null)
        {
            verdicts.Add(new RiskVerdict(
                DenyReason.MarketPriceMissing, $"No market price for a {request.Side} of {request.Symbol} is known."));
            return;
        }

        var age = snapshot.Now - market.ObservedAt;
        if (examined.Limits.MarketPriceAgeMax is { } ageMax && age > ageMax)
            verdicts.Add(Stale(request, age, ageMax));
    }

    private static RiskVerdict Stale(RiskRequest request, TimeSpan age, TimeSpan ageMax)
    {
        var (limit, actual) = ((decimal)ageMax.Ticks / TimeSpan.TicksPerSecond, (decimal)age.Ticks / TimeSpan.TicksPerSecond);
        return new RiskVerdict(
            DenyReason.MarketPriceStale,
            FormattableString.Invariant($"The market price of {request.Symbol} is {actual} s old, at most {limit} s are allowed."),
            limit,
            actual,
            "seconds");
    }
}
