using System.Runtime.CompilerServices;
using Bot3.Messaging.Domain.Risk.Rules;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>Asks every rule and decides; stores and sends nothing.</summary>
public static class RiskPolicy
{
    private static readonly NumberRule[] NumberRules =
        [new QuantityIsPositive(), new PricesArePositive(), new NumbersAreExact(), new NumbersAreOfThisWorld()];

    private static readonly StopLossIsPresent StopLossIsPresent = new();
    private static readonly ExitsAreOnTheRightSide ExitsAreOnTheRightSide = new();
    private static readonly PricesFitTheType PricesFitTheType = new();
    private static readonly TimeInForceFitsTheType TimeInForceFitsTheType = new();
    private static readonly OrderIsNotExpired OrderIsNotExpired = new();
    private static readonly ConfidenceIsAShare ConfidenceIsAShare = new();
    private static readonly AccountIsKnown AccountIsKnown = new();
    private static readonly VenueKnowsTheSymbol VenueKnowsTheSymbol = new();
    private static readonly VenueFiltersPass VenueFiltersPass = new();
    private static readonly LimitsAreSet LimitsAreSet = new();
    private static readonly MarketPriceIsFresh MarketPriceIsFresh = new();
    private static readonly LimitPriceIsWithinTheCollar LimitPriceIsWithinTheCollar = new();
    private static readonly QuoteConvertsToUsd QuoteConvertsToUsd = new();
    private static readonly PositionStaysWithinSize PositionStaysWithinSize = new();
    private static readonly TradeRiskStaysWithinLimit TradeRiskStaysWithinLimit = new();
    private static readonly BalancePaysForTheOrder BalancePaysForTheOrder = new();

    private static readonly RiskRule[] OtherRules =
    [
        StopLossIsPresent,
        ExitsAreOnTheRightSide,
        PricesFitTheType,
        TimeInForceFitsTheType,
        OrderIsNotExpired,
        ConfidenceIsAShare,
        AccountIsKnown,
        VenueKnowsTheSymbol,
        VenueFiltersPass,
        LimitsAreSet,
        MarketPriceIsFresh,
        LimitPriceIsWithinTheCollar,
        QuoteConvertsToUsd,
        PositionStaysWithinSize,
        TradeRiskStaysWithinLimit,
        BalancePaysForTheOrder,
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
            ? Approve(glance)
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
        return verdicts.IsEmpty ? Approve(examined) : new RiskDecision(verdicts.All, limits.Version);
    }

    private static void CheckNumbers(RiskRequest request, ref Findings<RiskVerdict> verdicts)
    {
        if (OrdinaryNumber.AreAll(request))
            return;
        foreach (var rule in NumberRules)
            rule.Check(request, ref verdicts);
    }

    // Each by its name and none through the list: so the compiler puts most of them in place of their calls.
    private static bool AreSurelyKept(in RiskGlance glance) =>
        StopLossIsPresent.IsSurelyKept(glance)
        && ExitsAreOnTheRightSide.IsSurelyKept(glance)
        && PricesFitTheType.IsSurelyKept(glance)
        && TimeInForceFitsTheType.IsSurelyKept(glance)
        && OrderIsNotExpired.IsSurelyKept(glance)
        && ConfidenceIsAShare.IsSurelyKept(glance)
        && AccountIsKnown.IsSurelyKept(glance)
        && VenueKnowsTheSymbol.IsSurelyKept(glance)
        && VenueFiltersPass.IsSurelyKept(glance)
        && LimitsAreSet.IsSurelyKept(glance)
        && MarketPriceIsFresh.IsSurelyKept(glance)
        && LimitPriceIsWithinTheCollar.IsSurelyKept(glance)
        && QuoteConvertsToUsd.IsSurelyKept(glance)
        && PositionStaysWithinSize.IsSurelyKept(glance)
        && TradeRiskStaysWithinLimit.IsSurelyKept(glance)
        && BalancePaysForTheOrder.IsSurelyKept(glance);

    private static RiskDecision Approve(in RiskGlance glance)
    {
        var request = glance.Request;
        var entry = request.LimitPrice ?? request.TriggerPrice ?? glance.Snapshot.Market?.FarTouch(request.Side)?.Value
            ?? throw Unreachable(nameof(Exposure.EntryPrice));
        var opening = glance.OpeningQuantity == glance.Order.Quantity ? request.Quantity : OpeningQuantity(glance);
        return new RiskDecision(request, glance.Limits.Version, entry, opening, 1);
    }

    // Not of the order alone, and rare: only when a part of it closes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static decimal OpeningQuantity(in RiskGlance glance) => Exposure.Of(glance.Request, glance.Snapshot).OpeningQuantity;

    private static RiskDecision Approve(in RiskCase examined) => new(
        examined.Request,
        examined.Limits.Version,
        examined.Exposure.EntryPrice ?? throw Unreachable(nameof(Exposure.EntryPrice)),
        examined.Exposure.OpeningQuantity,
        examined.Exposure.UsdRate ?? throw Unreachable(nameof(Exposure.UsdRate)));

    private static InvalidOperationException Unreachable(string number) =>
        new($"An order was approved without {number}: a rule is missing.");
}
