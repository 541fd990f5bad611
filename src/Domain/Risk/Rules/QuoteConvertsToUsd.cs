using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The quote asset has a price in USD: no price, no approval.</summary>
public sealed class QuoteConvertsToUsd : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.ConversionMissing];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => true; // at a glance only what is paid in dollars

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        if (examined.Exposure.UsdRate is null)
        {
            verdicts.Add(new RiskVerdict(
                DenyReason.ConversionMissing, $"No price converts {examined.Request.Symbol.Quote} to USD."));
        }
    }
}
