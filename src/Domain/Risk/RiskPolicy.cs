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
    /// Almost every sound order is told at a glance, with integers; whatever that leaves in doubt is up to the rules and their decimals.
    /// An approval makes no garbage.
    /// </remarks>
    public static RiskDecision Decide(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(snapshot);
        var glance = new RiskGlance(request, limits, snapshot);
        return glance.IsReadable && AreSurelyKept(glance)
            ? new RiskDecision(limits.Version, Reserve(glance))
            : DecideByRules(request, limits, snapshot);
    }

    /// <summary>The decision as the rules make it, none of them skipped.</summary>
    internal static RiskDecision DecideByRules(RiskRequest request, RiskLimits limits, RiskSnapshot snapshot)
    {
        Findings<RiskVerdict> verdicts = default;
        CheckNumbers(request, ref verdicts);
        if (!verdicts.IsEmpty && verdicts.All.Any(verdict => verdict.Reason is DenyReason.AmountTooLarge or DenyReason.PrecisionExceeded))
            return new RiskDecision(verdicts.All, limits.Version);
        var examined = new RiskCase(request, limits, snapshot);
        foreach (var rule in OtherRules)
            rule.Check(examined, ref verdicts);
        return verdicts.IsEmpty
            ? new RiskDecision(limits.Version, Reserve(examined))
            : new RiskDecision(verdicts.All, limits.Version);
    }

    private static void CheckNumbers(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        if (OrdinaryNumber.AreAll(request))
            return;
        foreach (var rule in NumberRules)
            rule.Check(request, ref verdicts);
    }

    private static bool AreSurelyKept(in RiskGlance glance)
    {
        foreach (var rule in OtherRules)
        {
            if (!rule.IsSurelyKept(glance))
                return false;
        }

        return true;
    }

    private static Reservation Reserve(in RiskGlance glance)
    {
        var request = glance.Request;
        var entry = request.LimitPrice ?? request.TriggerPrice ?? glance.Snapshot.Market?.FarTouch(request.Side)?.Value;
        var opening = glance.OpeningQuantity == glance.Order.Quantity
            ? request.Quantity
            : Exposure.Of(request, glance.Snapshot).OpeningQuantity;
        return Reserve(request, entry, opening, 1);
    }

    private static Reservation Reserve(in RiskCase examined) => Reserve(
        examined.Request, examined.Exposure.EntryPrice, examined.Exposure.OpeningQuantity, examined.Exposure.UsdRate);

    private static Reservation Reserve(RiskRequest request, decimal? entryPrice, decimal opening, decimal? usdRate)
    {
        var entry = entryPrice ?? throw Unreachable(nameof(entryPrice));
        var rate = usdRate ?? throw Unreachable(nameof(usdRate));
        var stop = request.StopLoss ?? throw Unreachable(nameof(request.StopLoss));
        var value = request.Quantity * entry;
        var isBuy = request.Side is Side.Buy;
        var (baseAsset, quoteAsset) = (request.Symbol.Base, request.Symbol.Quote);
        return new Reservation
        {
            Quantity = request.Quantity,
            OpeningQuantity = opening,
            EntryPrice = entry,
            UsdRate = rate,
            NotionalUsd = opening * entry * rate,
            RiskUsd = Math.Abs(entry - stop) * opening * rate,
            SpentAsset = isBuy ? quoteAsset : baseAsset,
            SpentAmount = isBuy ? value : request.Quantity,
            BoughtAsset = isBuy ? baseAsset : quoteAsset,
            BoughtAmount = isBuy ? request.Quantity : value,
        };
    }

    private static InvalidOperationException Unreachable(string number) =>
        new($"An order was approved without {number}: a rule is missing.");
}
