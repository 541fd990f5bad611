using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Every number of the order keeps to 18 decimals and 28 significant digits.</summary>
public sealed class NumbersAreExact : NumberRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PrecisionExceeded];

    /// <inheritdoc/>
    public override void Check(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        Check(nameof(request.Quantity), request.Quantity, ref verdicts);
        Check(nameof(request.LimitPrice), request.LimitPrice, ref verdicts);
        Check(nameof(request.TriggerPrice), request.TriggerPrice, ref verdicts);
        Check(nameof(request.StopLoss), request.StopLoss, ref verdicts);
        Check(nameof(request.TakeProfit), request.TakeProfit, ref verdicts);
    }

    private static void Check(string field, decimal? value, ref Findings<RiskVerdict> verdicts)
    {
        if (value is { } number && DecimalBounds.Check(field, number) is { } broken)
            verdicts.Add(new RiskVerdict(DenyReason.PrecisionExceeded, broken, null, number));
    }
}
