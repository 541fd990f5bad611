using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Quantity and prices stay far below what exact arithmetic could not multiply any more.</summary>
public sealed class NumbersAreOfThisWorld : NumberRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.AmountTooLarge];

    /// <inheritdoc/>
    public override void Check(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        Check(nameof(request.Quantity), request.Quantity, QuantityMax, request.Symbol.Base, ref verdicts);
        Check(nameof(request.LimitPrice), request.LimitPrice, PriceMax, request.Symbol.Quote, ref verdicts);
        Check(nameof(request.TriggerPrice), request.TriggerPrice, PriceMax, request.Symbol.Quote, ref verdicts);
        Check(nameof(request.StopLoss), request.StopLoss, PriceMax, request.Symbol.Quote, ref verdicts);
        Check(nameof(request.TakeProfit), request.TakeProfit, PriceMax, request.Symbol.Quote, ref verdicts);
    }

    /// <summary>Greatest quantity taken, in base units.</summary>
    public const decimal QuantityMax = 10_000_000_000_000m;

    /// <summary>Greatest price taken, in quote units.</summary>
    public const decimal PriceMax = 10_000_000_000m;

    private static void Check(string field, decimal? value, decimal limit, AssetCode unit, ref Findings<RiskVerdict> verdicts)
    {
        if (value is { } actual && Math.Abs(actual) > limit)
        {
            verdicts.Add(new RiskVerdict(
                DenyReason.AmountTooLarge,
                FormattableString.Invariant($"{field} {actual} is beyond {limit}."),
                limit,
                actual,
                unit.Value));
        }
    }
}
