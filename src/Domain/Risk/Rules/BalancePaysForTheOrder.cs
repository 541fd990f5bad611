using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The balance, less what open orders have reserved, pays for the order.</summary>
public sealed class BalancePaysForTheOrder : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.BuyingPowerInsufficient];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance)
    {
        var isBuy = glance.Order.Side is Side.Buy;
        var asset = isBuy ? glance.Request.Symbol.Quote : glance.Request.Symbol.Base;
        if (!glance.Snapshot.Available.TryGetValue(asset, out var units) || !Units.TryRead(units, out var available))
            return false;
        return isBuy
            ? Math.BigMul(glance.Order.Quantity, glance.EntryPrice) <= Math.BigMul(available, Units.One)
            : glance.Order.Quantity <= available;
    }

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var request = examined.Request;
        var isBuy = request.Side is Side.Buy;
        var asset = isBuy ? request.Symbol.Quote : request.Symbol.Base;
        var needed = isBuy ? request.Quantity * examined.Exposure.EntryPrice : request.Quantity;
        var available = examined.Snapshot.Available.TryGetValue(asset, out var units) ? units : 0;
        if (needed is not { } amount || amount <= available)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.BuyingPowerInsufficient,
            FormattableString.Invariant($"The order needs {amount} {asset}, {available} are available."),
            available,
            amount,
            asset.Value));
    }
}
