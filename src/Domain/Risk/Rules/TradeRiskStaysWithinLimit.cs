namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>What the order loses between entry and stop stays within the greatest risk of one trade.</summary>
public sealed class TradeRiskStaysWithinLimit : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.RiskPerTradeExceeded];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (limits.RiskPerTradeUsdMax is { } limit
                && Exposure.Of(request, snapshot).RiskUsd(request.StopLoss) is { } actual && actual > limit)
            {
                yield return new RiskVerdict(
                    DenyReason.RiskPerTradeExceeded,
                    FormattableString.Invariant($"Risk {actual} USD from entry to StopLoss exceeds {limit} USD."),
                    limit,
                    actual,
                    "USD");
            }
        }
    }
}
