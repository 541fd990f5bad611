using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The balance, less what open orders have reserved, pays for the order.</summary>
public sealed class BalancePaysForTheOrder : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.BuyingPowerInsufficient];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            var isBuy = request.Side is Side.Buy;
            var asset = isBuy ? request.Symbol.Quote : request.Symbol.Base;
            var needed = isBuy ? request.Quantity * Exposure.Of(request, snapshot).EntryPrice : request.Quantity;
            var available = snapshot.Available.GetValueOrDefault(asset);
            if (needed is { } amount && amount > available)
            {
                yield return new RiskVerdict(
                    DenyReason.BuyingPowerInsufficient,
                    FormattableString.Invariant($"The order needs {amount} {asset}, {available} are available."),
                    available,
                    amount,
                    asset.Value);
            }
        }
    }
}
