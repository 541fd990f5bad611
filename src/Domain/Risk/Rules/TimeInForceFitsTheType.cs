using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Good till date names its end, and an order that must rest is not one that must trade at once.</summary>
public sealed class TimeInForceFitsTheType : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.TimeInForceNotAllowed, DenyReason.ExpiryMissing];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) => glance.Request.TimeInForce switch
    {
        TimeInForce.Ioc or TimeInForce.Fok => glance.Order.Type is not OrderType.LimitMaker,
        TimeInForce.Gtd => glance.Request.ExpiresAt is not null,
        _ => true,
    };

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var request = examined.Request;
        if (request.Type is OrderType.LimitMaker && request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
        {
            verdicts.Add(new RiskVerdict(
                DenyReason.TimeInForceNotAllowed, $"TimeInForce {request.TimeInForce} does not go with a {request.Type} order."));
        }

        if (request.TimeInForce is TimeInForce.Gtd && request.ExpiresAt is null)
            verdicts.Add(new RiskVerdict(DenyReason.ExpiryMissing, "ExpiresAt is missing; TimeInForce Gtd needs one."));
    }
}
