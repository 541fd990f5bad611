using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The order has the limit and trigger price that its type needs, and no other.</summary>
public sealed class PricesFitTheType : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } =
        [DenyReason.PriceMissing, DenyReason.PriceNotAllowed, DenyReason.TriggerMissing, DenyReason.TriggerNotAllowed];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance) =>
        OrderTypes.HasLimitPrice(glance.Order.Type) == glance.Order.LimitPrice > 0
        && OrderTypes.HasTriggerPrice(glance.Order.Type) == glance.Order.TriggerPrice > 0;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var request = examined.Request;
        var needsLimit = OrderTypes.HasLimitPrice(request.Type);
        var needsTrigger = OrderTypes.HasTriggerPrice(request.Type);
        if (needsLimit && request.LimitPrice is null)
            verdicts.Add(Missing(DenyReason.PriceMissing, nameof(request.LimitPrice), request));
        if (!needsLimit && request.LimitPrice is { } limit)
            verdicts.Add(Unwanted(DenyReason.PriceNotAllowed, nameof(request.LimitPrice), limit, request));
        if (needsTrigger && request.TriggerPrice is null)
            verdicts.Add(Missing(DenyReason.TriggerMissing, nameof(request.TriggerPrice), request));
        if (!needsTrigger && request.TriggerPrice is { } trigger)
            verdicts.Add(Unwanted(DenyReason.TriggerNotAllowed, nameof(request.TriggerPrice), trigger, request));
    }

    private static RiskVerdict Missing(DenyReason reason, string field, RiskRequest request) =>
        new(reason, $"{field} is missing; a {request.Type} order needs one.");

    private static RiskVerdict Unwanted(DenyReason reason, string field, decimal actual, RiskRequest request) => new(
        reason,
        FormattableString.Invariant($"{field} {actual} came with a {request.Type} order, which has none."),
        null,
        actual,
        request.Symbol.Quote.Value);
}
