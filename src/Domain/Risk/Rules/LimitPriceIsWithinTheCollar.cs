using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>A limit price does not reach too far through the market; a price that waits on its own side is free.</summary>
public sealed class LimitPriceIsWithinTheCollar : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.PriceCollar];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            if (request.LimitPrice is not { } price || limits.PriceCollarRatio is not { } ratio
                || OrderTypes.HasTriggerPrice(request.Type) || snapshot.Market?.FarTouch(request.Side) is not { } touch)
            {
                yield break;
            }

            var isBuy = request.Side is Side.Buy;
            var bound = touch.Value * (isBuy ? 1 + ratio : 1 - ratio);
            if (isBuy ? price > bound : price < bound)
            {
                yield return new RiskVerdict(
                    DenyReason.PriceCollar,
                    FormattableString.Invariant(
                    $"LimitPrice {price} of a {request.Side} is beyond {bound}, {ratio} through the market at {touch}."),
                    bound,
                    price,
                    request.Symbol.Quote.Value);
            }
        }
    }
}
