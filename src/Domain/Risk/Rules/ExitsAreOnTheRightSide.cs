using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The stop-loss lies where the order would lose, the take-profit where it would win.</summary>
public sealed class ExitsAreOnTheRightSide : RiskRule
{
    /// <inheritdoc/>
    public override IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.StopLossWrongSide, DenyReason.TakeProfitWrongSide];

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in RiskGlance glance)
    {
        var (limit, trigger) = (glance.Order.LimitPrice, glance.Order.TriggerPrice);
        return (limit == 0 || AreRight(glance, limit)) && (trigger == 0 || AreRight(glance, trigger))
            && (limit > 0 || trigger > 0 || AreRight(glance, glance.EntryPrice));
    }

    private static bool AreRight(in RiskGlance glance, ulong entry) => glance.Order.Side is Side.Buy
        ? glance.StopLoss < entry && (glance.TakeProfit == 0 || glance.TakeProfit > entry)
        : glance.StopLoss > entry && glance.TakeProfit < entry;

    /// <inheritdoc/>
    public override void Check(in RiskCase examined, ref Findings<RiskVerdict> verdicts)
    {
        var request = examined.Request;
        // Each price of the order counts; only an order without any is measured against the market.
        if (request.LimitPrice is { } limit)
            Check(request, nameof(request.LimitPrice), limit, ref verdicts);
        if (request.TriggerPrice is { } trigger)
            Check(request, nameof(request.TriggerPrice), trigger, ref verdicts);
        if (request.LimitPrice is null && request.TriggerPrice is null && examined.Exposure.EntryPrice is { } touch)
            Check(request, "the market price", touch, ref verdicts);
    }

    private static void Check(RiskRequest request, string name, decimal entry, ref Findings<RiskVerdict> verdicts)
    {
        var isBuy = request.Side is Side.Buy;
        if (request.StopLoss is { } stop && (isBuy ? stop >= entry : stop <= entry))
        {
            var where = isBuy ? "below" : "above";
            verdicts.Add(Wrong(DenyReason.StopLossWrongSide, nameof(request.StopLoss), stop, $"{where} {name}", entry, request));
        }

        if (request.TakeProfit is { } profit && (isBuy ? profit <= entry : profit >= entry))
        {
            var where = isBuy ? "above" : "below";
            verdicts.Add(Wrong(DenyReason.TakeProfitWrongSide, nameof(request.TakeProfit), profit, $"{where} {name}", entry, request));
        }
    }

    private static RiskVerdict Wrong(
        DenyReason reason, string field, decimal actual, string where, decimal entry, RiskRequest request) => new(
        reason,
        FormattableString.Invariant($"{field} {actual} of a {request.Side} must be {where} {entry}."),
        entry,
        actual,
        request.Symbol.Quote.Value);
}
