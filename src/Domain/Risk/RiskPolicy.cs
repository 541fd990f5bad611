using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk.Rules;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>Asks every rule and decides; stores and sends nothing.</summary>
public static class RiskPolicy
{
    private static readonly NumberRule[] NumberRules =
        [new QuantityIsPositive(), new PricesArePositive(), new NumbersAreExact(), new NumbersAreOfThisWorld()];

    private static readonly RiskRule[] OtherRules =
    [
        new StopLossIsPresent(),
        new ExitsAreOnTheRightSide(),
        new PricesFitTheType(),
        new TimeInForceFitsTheType(),
        new OrderIsNotExpired(),
        new ConfidenceIsAShare(),
        new AccountIsKnown(),
        new VenueKnowsTheSymbol(),
        new VenueFiltersPass(),
        new LimitsAreSet(),
        new MarketPriceIsFresh(),
        new LimitPriceIsWithinTheCollar(),
        new QuoteConvertsToUsd(),
        new PositionStaysWithinSize(),
        new TradeRiskStaysWithinLimit(),
        new BalancePaysForTheOrder(),
    ];

    /// <summary>All rules, in the order in which their verdicts are listed.</summary>
    public static IReadOnlyList<RiskRule> Rules { get; } = [.. NumberRules, .. OtherRules];

    /// <summary>Every reason why these numbers cannot be an order's; needs no limits, market or balances.</summary>
    public static IReadOnlyList<RiskVerdict> CheckNumbers(RiskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        Findings<RiskVerdict> verdicts = default;
        CheckNumbers(request, ref verdicts);
        return verdicts.All;
    }

    /// <summary>The decision: denied with every reason, or approved with what to set aside.</summary>
    /// <remarks>
    /// An order whose amounts exact arithmetic cannot carry is denied by these alone; the other rules could not compute.
    /// An approval makes no garbage.
    /// </remarks>
    public static RiskDecision Decide(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        Findings<RiskVerdict> verdicts = default;
        CheckNumbers(request, ref verdicts);
        if (!verdicts.IsEmpty && verdicts.All.Any(verdict => verdict.Reason is DenyReason.AmountTooLarge or DenyReason.PrecisionExceeded))
            return new RiskDecision(verdicts.All, limits.Version, null);
        var examined = new RiskCase(request, limits, snapshot);
        foreach (var rule in OtherRules)
            rule.Check(examined, ref verdicts);
        return new RiskDecision(verdicts.All, limits.Version, verdicts.IsEmpty ? Reserve(examined) : null);
    }

    private static void CheckNumbers(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        if (OrdinaryNumber.AreAll(request))
            return;
        foreach (var rule in NumberRules)
            rule.Check(request, ref verdicts);
    }

    private static Reservation Reserve(in RiskCase examined)
    {
        var request = examined.Request;
        ref readonly var exposure = ref examined.Exposure;
        var entry = exposure.EntryPrice ?? throw Unreachable(nameof(exposure.EntryPrice));
        var value = request.Quantity * entry;
        var isBuy = request.Side is Side.Buy;
        var (baseAsset, quoteAsset) = (request.Symbol.Base, request.Symbol.Quote);
        return new Reservation
        {
            Quantity = request.Quantity,
            OpeningQuantity = exposure.OpeningQuantity,
            EntryPrice = entry,
            UsdRate = exposure.UsdRate ?? throw Unreachable(nameof(exposure.UsdRate)),
            NotionalUsd = exposure.OpeningUsd ?? throw Unreachable(nameof(exposure.OpeningUsd)),
            RiskUsd = exposure.RiskUsd ?? throw Unreachable(nameof(request.StopLoss)),
            SpentAsset = isBuy ? quoteAsset : baseAsset,
            SpentAmount = isBuy ? value : request.Quantity,
            BoughtAsset = isBuy ? baseAsset : quoteAsset,
            BoughtAmount = isBuy ? request.Quantity : value,
        };
    }

    private static InvalidOperationException Unreachable(string number) =>
        new($"An order was approved without {number}: a rule is missing.");
}
