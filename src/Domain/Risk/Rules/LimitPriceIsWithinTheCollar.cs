using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>A limit price does not reach too far through the market; a price that waits on its own side is free.</summary>
public sealed class LimitPriceIsWithinTheCollar : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PriceCollar];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance)
    {
        var (price, touch) = (glance.Order.LimitPrice, glance.FarTouch);
        if (price == 0 || touch == 0 || OrderTypes.HasTriggerPrice(glance.Order.Type))
            return true;
        if (!Units.TryRead(glance.Limits.PriceCollarRatio, out var share))
            return false;
        return glance.Order.Side is Side.Buy
            ? Math.BigMul(price, Units.One) <= Math.BigMul(touch, Units.One + share)
            : share >= Units.One || Math.BigMul(price, Units.One) >= Math.BigMul(touch, Units.One - share);
    }

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var request = examined.Request;
        if (request.LimitPrice is not { } price || examined.Limits.PriceCollarRatio is not { } ratio
            || OrderTypes.HasTriggerPrice(request.Type) || examined.Snapshot.Market?.FarTouch(request.Side) is not { } touch)
        {
            return;
        }

        var isBuy = request.Side is Side.Buy;
        var bound = touch.Value * (isBuy ? 1 + ratio : 1 - ratio);
        if (isBuy ? price <= bound : price >= bound)
            return;
        verdicts.Add(new RiskVerdict(
            DenyReason.PriceCollar,
            FormattableString.Invariant(
                $"LimitPrice {price} of a {request.Side} is beyond {bound}, {ratio} through the market at {touch}."),
            bound,
            price,
            request.Symbol.Quote.Value));
    }
}
