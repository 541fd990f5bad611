using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every price of the order is above zero.</summary>
public sealed class PricesArePositive : NumberRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PriceNotPositive];

    /// <inheritdoc/>
    public override void Check(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        Check(nameof(request.LimitPrice), request.LimitPrice, request, ref verdicts);
        Check(nameof(request.TriggerPrice), request.TriggerPrice, request, ref verdicts);
        Check(nameof(request.StopLoss), request.StopLoss, request, ref verdicts);
        Check(nameof(request.TakeProfit), request.TakeProfit, request, ref verdicts);
    }

    private static void Check(string field, decimal? value, RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        if (value is not { } price || price > 0)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.PriceNotPositive,
            FormattableString.Invariant($"{field} {price} must be above 0."),
            0,
            price,
            request.Symbol.Quote.Value));
    }
}
