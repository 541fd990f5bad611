using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The order has the limit and trigger price that its type needs, and no other.</summary>
public sealed class PricesFitTheType : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } =
        [DenyReason.PriceMissing, DenyReason.PriceNotAllowed, DenyReason.TriggerMissing, DenyReason.TriggerNotAllowed];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            var needsLimit = OrderTypes.HasLimitPrice(request.Type);
            var needsTrigger = OrderTypes.HasTriggerPrice(request.Type);
            if (needsLimit && request.LimitPrice is null)
                yield return new RiskVerdict(DenyReason.PriceMissing, $"LimitPrice is missing; a {request.Type} order needs one.");
            if (!needsLimit && request.LimitPrice is { } limit)
                yield return Unwanted(DenyReason.PriceNotAllowed, nameof(request.LimitPrice), limit, request);
            if (needsTrigger && request.TriggerPrice is null)
                yield return new RiskVerdict(DenyReason.TriggerMissing, $"TriggerPrice is missing; a {request.Type} order needs one.");
            if (!needsTrigger && request.TriggerPrice is { } trigger)
                yield return Unwanted(DenyReason.TriggerNotAllowed, nameof(request.TriggerPrice), trigger, request);
        }
    }

    private static RiskVerdict Unwanted(DenyReason reason, string field, decimal actual, RiskRequest request) => new(
        reason,
        FormattableString.Invariant($"{field} {actual} came with a {request.Type} order, which has none."),
        null,
        actual,
        request.Symbol.Quote.Value);
}
