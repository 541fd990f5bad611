using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>Good till date names its end, and an order that must rest is not one that must trade at once.</summary>
public sealed class TimeInForceFitsTheType : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.TimeInForceNotAllowed, DenyReason.ExpiryMissing];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.Type is OrderType.LimitMaker && request.TimeInForce is TimeInForce.Ioc or TimeInForce.Fok)
            {
                yield return new RiskVerdict(
                    DenyReason.TimeInForceNotAllowed, $"TimeInForce {request.TimeInForce} does not go with a {request.Type} order.");
            }

            if (request.TimeInForce is TimeInForce.Gtd && request.ExpiresAt is null)
                yield return new RiskVerdict(DenyReason.ExpiryMissing, "ExpiresAt is missing; TimeInForce Gtd needs one.");
        }
    }
}
