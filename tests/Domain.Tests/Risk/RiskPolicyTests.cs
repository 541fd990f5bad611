using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Tests.Risk;

public class RiskPolicyTests
{
    private static readonly RiskLimits Limits = new()
    {
        Version = 7,
        PositionSizeUsdMax = 100_000,
        RiskPerTradeUsdMax = 2_000,
        MarketPriceAgeMax = TimeSpan.FromSeconds(10),
        PriceCollarRatio = 0.05m,
    };

    private static readonly RiskRequest Buy = new()
    {
        OrderId = Some.OrderId,
        StrategyId = Some.Strategy,
        AccountId = Some.Account,
        Venue = Some.Venue,
        Symbol = Some.Symbol,
        Side = Side.Buy,
        Type = OrderType.Limit,
        Quantity = 1,
        LimitPrice = 50_000,
        StopLoss = 49_000,
    };

    private static readonly RiskRequest Sell = Buy with { Side = Side.Sell, StopLoss = 51_000 };

    private static readonly RiskRequest BuyMarket = Buy with { Type = OrderType.Market, LimitPrice = null };

    private static readonly RiskSnapshot Snapshot = new()
    {
        Now = Some.Time,
        IsAccountKnown = true,
        AreVenueRulesLoaded = true,
        Rules = new SymbolRules(
            Some.Venue, Some.Symbol, "BTCUSDT", SymbolStatus.Trading, [new PriceFilter(0, 0, 0.01m), new LotSizeFilter(0, 0, 0.001m)]),
        Market = new MarketPrice(Price.Create(49_990), Price.Create(50_010), Price.Create(50_000), Some.Time.AddSeconds(-1)),
        Available = new Dictionary<AssetCode, decimal> { [Some.Usdt] = 1_000_000, [Some.Btc] = 100 },
    };

    private static IReadOnlyList<RiskVerdict> Verdicts(RiskRequest request, RiskSnapshot? snapshot = null, RiskLimits? limits = null) =>
        RiskPolicy.Decide(request, limits ?? Limits, snapshot ?? Snapshot).Verdicts;

    private static void Denied(RiskRequest request, RiskVerdict expected, RiskSnapshot? snapshot = null, RiskLimits? limits = null) =>
        Assert.Equal([expected], Verdicts(request, snapshot, limits));

    [Fact]
    public void Decide_SoundOrder_ReservesWhatItTakes()
    {
        var decision = RiskPolicy.Decide(Buy, Limits, Snapshot);
        Assert.True(decision.Approved);
        Assert.Equal(7, decision.LimitsVersion);
        Assert.Equal(
            new Reservation
            {
                Quantity = 1,
                OpeningQuantity = 1,
                EntryPrice = 50_000,
                UsdRate = 1,
                NotionalUsd = 50_000,
                RiskUsd = 1_000,
                SpentAsset = Some.Usdt,
                SpentAmount = 50_000,
                BoughtAsset = Some.Btc,
                BoughtAmount = 1,
            },
            decision.Reservation);
    }

    [Fact]
    public void Decide_MarketOrder_IsWeighedAtTheFarTouch()
    {
        var reservation = RiskPolicy.Decide(BuyMarket, Limits, Snapshot).Reservation!.Value;
        Assert.Equal((50_010m, 1_010m), (reservation.EntryPrice, reservation.RiskUsd));
    }

    [Fact]
    public void Decide_CloseOnlyOrder_OpensNothingWhateverTheSize()
    {
        var held = Snapshot with { PositionQuantity = 60 };
        var reservation = RiskPolicy.Decide(Sell with { Quantity = 60 }, Limits, held).Reservation!.Value;
        Assert.True(reservation.IsCloseOnly);
        Assert.Equal(
            (0m, 0m, 60m, Some.Btc),
            (reservation.NotionalUsd, reservation.RiskUsd, reservation.SpentAmount, reservation.SpentAsset));
        // 59.5 are being closed already: of this order only 0.5 close.
        reservation = RiskPolicy.Decide(Sell, Limits, held with { OpenSellQuantity = 59.5m }).Reservation!.Value;
        Assert.Equal((0.5m, 25_000m), (reservation.OpeningQuantity, reservation.NotionalUsd));
    }

    [Fact]
    public void Decide_ManyFaults_ListsEveryReason() => Assert.Equal(
        [
            DenyReason.StopLossMissing, DenyReason.ConfidenceOutOfRange, DenyReason.UnknownAccount, DenyReason.UnknownSymbol,
            DenyReason.MarketPriceMissing,
        ],
        Verdicts(
            Buy with { StopLoss = null, SignalConfidence = 2 },
            Snapshot with { IsAccountKnown = false, Rules = null, Market = null }).Select(verdict => verdict.Reason));

    [Fact]
    public void StopLoss_Missing_IsDenied() =>
        Denied(Buy with { StopLoss = null }, new(DenyReason.StopLossMissing, "StopLoss is missing; every order needs one."));

    [Fact]
    public void StopLoss_OnTheWrongSide_IsDenied()
    {
        Denied(
            Buy with { StopLoss = 50_000 },
            new(DenyReason.StopLossWrongSide, "StopLoss 50000 of a Buy must be below LimitPrice 50000.", 50_000, 50_000, "USDT"));
        Denied(
            Sell with { StopLoss = 49_999 },
            new(DenyReason.StopLossWrongSide, "StopLoss 49999 of a Sell must be above LimitPrice 50000.", 50_000, 49_999, "USDT"));
        Denied(
            BuyMarket with { StopLoss = 50_500 },
            new(DenyReason.StopLossWrongSide, "StopLoss 50500 of a Buy must be below the market price 50010.", 50_010, 50_500, "USDT"));
        Denied(
            BuyMarket with { Type = OrderType.StopLoss, TriggerPrice = 51_000, StopLoss = 51_500 },
            new(DenyReason.StopLossWrongSide, "StopLoss 51500 of a Buy must be below TriggerPrice 51000.", 51_000, 51_500, "USDT"));
    }

    [Fact]
    public void TakeProfit_OnTheWrongSide_IsDenied()
    {
        Denied(
            Buy with { TakeProfit = 49_500 },
            new(DenyReason.TakeProfitWrongSide, "TakeProfit 49500 of a Buy must be above LimitPrice 50000.", 50_000, 49_500, "USDT"));
        Denied(
            Sell with { TakeProfit = 50_500 },
            new(DenyReason.TakeProfitWrongSide, "TakeProfit 50500 of a Sell must be below LimitPrice 50000.", 50_000, 50_500, "USDT"));
        Assert.Empty(Verdicts(Buy with { TakeProfit = 55_000 }));
    }

    [Fact]
    public void Quantity_NotPositive_IsDenied() => Denied(
        Buy with { Quantity = -2 }, new(DenyReason.QuantityNotPositive, "Quantity -2 must be above 0.", 0, -2, "BTC"));

    [Fact]
    public void Price_NotPositive_IsDeniedAlsoForTheExits()
    {
        Assert.Contains(
            new RiskVerdict(DenyReason.PriceNotPositive, "LimitPrice 0 must be above 0.", 0, 0, "USDT"),
            Verdicts(Buy with { LimitPrice = 0 }));
        Assert.Contains(
            new RiskVerdict(DenyReason.PriceNotPositive, "StopLoss -1 must be above 0.", 0, -1, "USDT"),
            Verdicts(Buy with { StopLoss = -1 }));
    }

    [Fact]
    public void Prices_ThatDoNotFitTheType_AreDenied()
    {
        Assert.Contains(
            new RiskVerdict(DenyReason.PriceMissing, "LimitPrice is missing; a Limit order needs one."),
            Verdicts(Buy with { LimitPrice = null }));
        Denied(
            Buy with { Type = OrderType.Market },
            new(DenyReason.PriceNotAllowed, "LimitPrice 50000 came with a Market order, which has none.", null, 50_000, "USDT"));
        Denied(
            Buy with { Type = OrderType.TakeProfitLimit },
            new(DenyReason.TriggerMissing, "TriggerPrice is missing; a TakeProfitLimit order needs one."));
        Denied(
            Buy with { TriggerPrice = 49_500 },
            new(DenyReason.TriggerNotAllowed, "TriggerPrice 49500 came with a Limit order, which has none.", null, 49_500, "USDT"));
    }

    [Fact]
    public void Numbers_BeyondExactArithmetic_AreDeniedAlone()
    {
        Denied(
            Buy with { Quantity = 0.1234567890123456789m },
            new(DenyReason.PrecisionExceeded, "Quantity 0.1234567890123456789 has more than 18 decimals.", null, 0.1234567890123456789m));
        Denied(
            Buy with { Quantity = 20_000_000_000_000 },
            new(
                DenyReason.AmountTooLarge,
                "Quantity 20000000000000 is beyond 10000000000000.", 10_000_000_000_000, 20_000_000_000_000, "BTC"));
        Denied(
            Buy with { LimitPrice = 20_000_000_000 },
            new(DenyReason.AmountTooLarge, "LimitPrice 20000000000 is beyond 10000000000.", 10_000_000_000, 20_000_000_000, "USDT"));
        Assert.NotEmpty(Verdicts(Buy with { Quantity = decimal.MinValue, LimitPrice = decimal.MaxValue }));
    }

    [Fact]
    public void TimeInForce_ThatDoesNotFit_IsDenied()
    {
        Denied(
            Buy with { Type = OrderType.LimitMaker, TimeInForce = TimeInForce.Fok },
            new(DenyReason.TimeInForceNotAllowed, "TimeInForce Fok does not go with a LimitMaker order."));
        Denied(
            Buy with { TimeInForce = TimeInForce.Gtd },
            new(DenyReason.ExpiryMissing, "ExpiresAt is missing; TimeInForce Gtd needs one."));
    }

    [Fact]
    public void Expiry_NotInTheFuture_IsDenied() => Denied(
        Buy with { TimeInForce = TimeInForce.Gtd, ExpiresAt = Some.Time.AddSeconds(-1.5) },
        new(
            DenyReason.OrderExpired,
            "ExpiresAt 2026-03-02T09:59:58.5000000+00:00 is not after 2026-03-02T10:00:00.0000000+00:00.",
            0,
            -1.5m,
            "seconds"));

    [Theory]
    [InlineData("-0.1", 0)]
    [InlineData("1.01", 1)]
    public void Confidence_OutOfRange_IsDenied(string text, int limit)
    {
        var confidence = decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Denied(
            Buy with { SignalConfidence = confidence },
            new(DenyReason.ConfidenceOutOfRange, $"SignalConfidence {text} is not between 0 and 1.", limit, confidence, "ratio"));
    }

    [Fact]
    public void Account_Unknown_IsDenied() => Denied(
        Buy, new(DenyReason.UnknownAccount, "Account 'main' is not configured here."), Snapshot with { IsAccountKnown = false });

    [Fact]
    public void Symbol_UnknownOrNotLoaded_IsDenied()
    {
        Denied(Buy, new(DenyReason.UnknownSymbol, "Symbol BTC/USDT is not known at binance."), Snapshot with { Rules = null });
        Denied(
            Buy,
            new(DenyReason.VenueRulesMissing, "The rules of binance are not loaded; BTC/USDT cannot be checked."),
            Snapshot with { Rules = null, AreVenueRulesLoaded = false });
    }

    [Fact]
    public void VenueFilters_OffGridInput_IsDeniedNotRounded() => Assert.Equal(
        [
            new RiskVerdict(DenyReason.VenueFilter, "PRICE_FILTER: LimitPrice 50000.001 is not a multiple of 0.01.", 0.01m, 50_000.001m),
            new RiskVerdict(DenyReason.VenueFilter, "LOT_SIZE: Quantity 0.9999 is not a multiple of 0.001.", 0.001m, 0.9999m),
        ],
        Verdicts(Buy with { LimitPrice = 50_000.001m, Quantity = 0.9999m }));

    [Fact]
    public void Limits_Missing_AreDeniedByName() => Assert.Equal(
        [
            new RiskVerdict(DenyReason.LimitsMissing, "Limit PositionSizeUsdMax is not configured; missing means no."),
            new RiskVerdict(DenyReason.LimitsMissing, "Limit RiskPerTradeUsdMax is not configured; missing means no."),
            new RiskVerdict(DenyReason.LimitsMissing, "Limit MarketPriceAgeMax is not configured; missing means no."),
            new RiskVerdict(DenyReason.LimitsMissing, "Limit PriceCollarRatio is not configured; missing means no."),
        ],
        Verdicts(Buy, limits: new RiskLimits { Version = 1 }));

    [Fact]
    public void MarketPrice_MissingOrStale_IsDenied()
    {
        Denied(Buy, new(DenyReason.MarketPriceMissing, "No market price for a Buy of BTC/USDT is known."), Snapshot with { Market = null });
        Denied(
            BuyMarket,
            new(DenyReason.MarketPriceMissing, "No market price for a Buy of BTC/USDT is known."),
            Snapshot with { Market = new MarketPrice(Price.Create(49_990), null, null, Some.Time) });
        Denied(
            Buy,
            new(DenyReason.MarketPriceStale, "The market price of BTC/USDT is 11 s old, at most 10 s are allowed.", 10, 11, "seconds"),
            Snapshot with { Market = Snapshot.Market! with { ObservedAt = Some.Time.AddSeconds(-11) } });
    }

    [Fact]
    public void LimitPrice_FarThroughTheMarket_IsDenied()
    {
        Denied(
            Buy with { LimitPrice = 53_000, StopLoss = 52_500 },
            new(
                DenyReason.PriceCollar,
                "LimitPrice 53000 of a Buy is beyond 52510.50, 0.05 through the market at 50010.", 52_510.5m, 53_000, "USDT"));
        Denied(
            Sell with { LimitPrice = 47_000, StopLoss = 47_500 },
            new(
                DenyReason.PriceCollar,
                "LimitPrice 47000 of a Sell is beyond 47490.50, 0.05 through the market at 49990.", 47_490.5m, 47_000, "USDT"));
        Assert.Empty(Verdicts(Buy with { LimitPrice = 30_000, StopLoss = 29_000 }));
    }

    [Fact]
    public void Quote_WithoutAPriceInUsd_IsDenied()
    {
        var ethBtc = Symbol.Parse("ETH/BTC");
        var request = Buy with { Symbol = ethBtc, LimitPrice = 0.05m, StopLoss = 0.04m };
        var snapshot = Snapshot with
        {
            Market = new MarketPrice(Price.Create(0.05m), Price.Create(0.05m), null, Some.Time),
        };
        Denied(request, new(DenyReason.ConversionMissing, "No price converts BTC to USD."), snapshot);
        var priced = snapshot with { UsdRates = new Dictionary<AssetCode, decimal> { [Some.Btc] = 60_000 } };
        Assert.Equal(3_000m, RiskPolicy.Decide(request, Limits, priced).Reservation!.Value.NotionalUsd);
    }

    [Fact]
    public void Position_HeldAndOpenAndThisOrder_CountTogether()
    {
        var snapshot = Snapshot with { PositionQuantity = 0.5m, OpenExposureUsd = 25_000, OpenBuyQuantity = 0.5m };
        Assert.Empty(Verdicts(Buy, snapshot));
        Denied(
            Buy with { Quantity = 1.001m },
            new(
                DenyReason.PositionSizeExceeded,
                "Position 100050.000 USD (held 25000.0, open 25000, order 50050.000) exceeds 100000 USD.",
                100_000,
                100_050,
                "USD"),
            snapshot);
    }

    [Fact]
    public void TradeRisk_AboveTheLimit_IsDenied()
    {
        Assert.Empty(Verdicts(Buy with { StopLoss = 48_000 }));
        Denied(
            Buy with { StopLoss = 47_999 },
            new(DenyReason.RiskPerTradeExceeded, "Risk 2001 USD from entry to StopLoss exceeds 2000 USD.", 2_000, 2_001, "USD"));
    }

    [Fact]
    public void Balance_TooSmall_IsDenied()
    {
        Denied(
            Buy,
            new(DenyReason.BuyingPowerInsufficient, "The order needs 50000 USDT, 49999 are available.", 49_999, 50_000, "USDT"),
            Snapshot with { Available = new Dictionary<AssetCode, decimal> { [Some.Usdt] = 49_999 } });
        Denied(
            Sell,
            new(DenyReason.BuyingPowerInsufficient, "The order needs 1 BTC, 0 are available.", 0, 1, "BTC"),
            Snapshot with { Available = new Dictionary<AssetCode, decimal>() });
    }

    [Fact]
    public void Terms_OfASoundRequest_CarryItsNumbers()
    {
        Assert.True((Buy with { TakeProfit = 55_000 }).TryToTerms(out var terms, out var refusals));
        Assert.Empty(refusals);
        Assert.Equal((1m, 50_000m, 49_000m, 55_000m), (
            terms.Quantity.Value, terms.LimitPrice!.Value.Value, terms.StopLoss!.Value.Value, terms.TakeProfit!.Value.Value));
    }

    [Fact]
    public void Terms_OfImpossibleNumbers_AreRefusedWithEveryReason()
    {
        Assert.False((Buy with { Quantity = 0, TriggerPrice = -1 }).TryToTerms(out var terms, out var refusals));
        Assert.Null(terms);
        Assert.Equal([DenyReason.QuantityNotPositive, DenyReason.PriceNotPositive], refusals.Select(verdict => verdict.Reason));
        Assert.Equal("QuantityNotPositive", refusals[0].Code);
    }

    [Fact]
    public void Rules_Together_OwnEachReasonOnceAndLeaveTwoToTheSaga()
    {
        var owned = RiskPolicy.Rules.SelectMany(rule => rule.Reasons).ToList();
        Assert.Equal(owned.Count, owned.Distinct().Count());
        Assert.Equal(
            [DenyReason.DuplicateOrderContent, DenyReason.FieldMalformed], Enum.GetValues<DenyReason>().Except(owned));
    }
}
