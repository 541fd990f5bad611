using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Risk.Rules;

/// <summary>The stop-loss lies where the order would lose, the take-profit where it would win.</summary>
public sealed class ExitsAreOnTheRightSide : IRiskRule
{
    /// <inheritdoc/>
    public IReadOnlyList<DenyReason> Reasons { get; } = [DenyReason.StopLossWrongSide, DenyReason.TakeProfitWrongSide];

    /// <inheritdoc/>
    public IEnumerable<RiskVerdict> Check(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(snapshot);
        return Verdicts();

        IEnumerable<RiskVerdict> Verdicts()
        {
            foreach (var (name, entry) in Entries(request, snapshot))
            {
                var isBuy = request.Side is Side.Buy;
                var (loses, wins) = isBuy ? ("below", "above") : ("above", "below");
                if (request.StopLoss is { } stop && (isBuy ? stop >= entry : stop <= entry))
                {
                    yield return Wrong(
                        DenyReason.StopLossWrongSide, nameof(request.StopLoss), stop, $"{loses} {name}", entry, request);
                }

                if (request.TakeProfit is { } profit && (isBuy ? profit <= entry : profit >= entry))
                {
                    yield return Wrong(
                        DenyReason.TakeProfitWrongSide, nameof(request.TakeProfit), profit, $"{wins} {name}", entry, request);
                }
            }
        }
    }

    // Each price of the order counts; only an order without any is measured against the market.
    private static IEnumerable<(string Name, decimal Price)> Entries(RiskRequest request, RiskSnapshot snapshot)
    {
        if (request.LimitPrice is { } limit)
            yield return (nameof(request.LimitPrice), limit);
        if (request.TriggerPrice is { } trigger)
            yield return (nameof(request.TriggerPrice), trigger);
        if (request.LimitPrice is null && request.TriggerPrice is null && snapshot.Market?.FarTouch(request.Side) is { } touch)
            yield return ("the market price", touch.Value);
    }

    private static RiskVerdict Wrong(
        DenyReason reason, string field, decimal actual, string where, decimal entry, RiskRequest request) => new(
        reason,
        FormattableString.Invariant($"{field} {actual} of a {request.Side} must be {where} {entry}."),
        entry,
        actual,
        request.Symbol.Quote.Value);
}
