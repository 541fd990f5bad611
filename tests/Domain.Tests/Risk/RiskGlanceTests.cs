using System.Collections.Concurrent;
using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;
using CsCheck;

namespace Bot3.Messaging.Domain.Tests.Risk;

/// <summary>A decision at a glance is the decision of the rules.</summary>
public class RiskGlanceTests
{
    private sealed record Case(RiskRequest Request, RiskLimits Limits, RiskSnapshot Snapshot);

    private sealed record Field(Func<Case, decimal?> Get, Func<Case, decimal?, Case> Set);

    // Every number lies on a bound, so that one step to the wrong side is a reason.
    private static readonly Case OnTheBounds = new(
        new RiskRequest
        {
            OrderId = Some.OrderId,
            StrategyId = Some.Strategy,
            AccountId = Some.Account,
            Venue = Some.Venue,
            Symbol = Some.Symbol,
            Side = Side.Buy,
            Type = OrderType.Limit,
            Quantity = 2,
            LimitPrice = 105.00m,
            StopLoss = 95,
            TakeProfit = 106,
            SignalConfidence = 1,
        },
        new RiskLimits
        {
            Version = 7, PositionSizeUsdMax = 1_010, RiskPerTradeUsdMax = 20, MarketPriceAgeMax = TimeSpan.FromSeconds(10), PriceCollarRatio = 0.05m,
        },
        new RiskSnapshot
        {
            Now = Some.Time,
            IsAccountKnown = true,
            AreVenueRulesLoaded = true,
            Rules = Rules(
                new PriceFilter(95, 105, 0.5m),
                new LotSizeFilter(2, 2, 0.5m),
                new IcebergPartsFilter(1),
                new MarketLotSizeFilter(2, 2, 0),
                new TrailingDeltaFilter(10, 20, 10, 20),
                new PercentPriceFilter(0.95m, 1.05m),
                new PercentPriceBySideFilter(0.95m, 1.05m, 0.95m, 1.05m),
                new MinNotionalFilter(190, true),
                new NotionalFilter(190, true, 210, false),
                new MaxNumOrdersFilter(200),
                new MaxNumAlgoOrdersFilter(5),
                new MaxPositionFilter(10)),
            Market = new MarketPrice(Price.Create(100), Price.Create(100), Price.Create(100), Some.Time.AddSeconds(-10)),
            PositionQuantity = 3,
            OpenBuyQuantity = 0.5m,
            OpenSellQuantity = 0.5m,
            OpenExposureUsd = 500,
            Available = Balances(210, 2),
            UsdRates = new Dictionary<AssetCode, decimal> { [Some.Btc] = 1.1m, [Some.Bnb] = 600 },
            Reference = new MarketReference { Price = 100, OpenOrders = 199, OpenTriggerOrders = 4, BaseBalance = 5, OpenBuyQuantity = 3 },
        });

    // A sell, a stop and a market order on the bounds besides; of the sell one part closes.
    private static readonly Func<Case, Case>[] Shapes =
    [
        found => found,
        found => found with { Request = found.Request with { Side = Side.Sell, LimitPrice = 95, StopLoss = 105, TakeProfit = 94 } },
        found => found with
        {
            Request = found.Request with { Type = OrderType.StopLossLimit, LimitPrice = 100, TriggerPrice = 100, StopLoss = 90, TakeProfit = 101 },
        },
        found => found with { Request = found.Request with { Type = OrderType.Market, LimitPrice = null, StopLoss = 90 } },
        found => found with { Snapshot = found.Snapshot with { PositionQuantity = -1 } },
        found => found with { Snapshot = found.Snapshot with { PositionQuantity = -60 } },
        found => found with { Snapshot = found.Snapshot with { Reference = found.Snapshot.Reference with { Price = null } } },
    ];

    private static readonly Func<Case, Case>[] Facts =
    [
        found => Now(found, snapshot => snapshot with { IsAccountKnown = false }),
        found => Now(found, snapshot => snapshot with { Rules = null }),
        found => Now(found, snapshot => snapshot with { Rules = null, AreVenueRulesLoaded = false }),
        found => Now(found, snapshot => snapshot with { Rules = Rules() }),
        found => Now(found, snapshot => snapshot with { Rules = Rules() with { Status = SymbolStatus.NotTrading } }),
        found => Now(found, snapshot => snapshot with { Market = null }),
        found => Seen(found, market => market with { ObservedAt = Some.Time.AddSeconds(-10).AddTicks(-1) }),
        found => Now(found, snapshot => snapshot with { Available = new Dictionary<AssetCode, decimal>() }),
        found => Now(found, snapshot => snapshot with { Reference = snapshot.Reference with { OpenOrders = 200 } }),
        found => Now(found, snapshot => snapshot with { Reference = snapshot.Reference with { OpenTriggerOrders = 5 } }),
        found => Order(found, request => request with { Symbol = Symbol.Parse("BNB/BTC") }),
        found => Now(
            Order(found, request => request with { Symbol = Symbol.Parse("BNB/ETH") }),
            snapshot => snapshot with { Available = new Dictionary<AssetCode, decimal> { [AssetCode.Create("ETH")] = 1_000 } }),
        found => Order(found, request => request with { TriggerPrice = 100 }),
        found => Order(found, request => request with { LimitPrice = null }),
        found => Order(found, request => request with { StopLoss = null }),
        found => Order(found, request => request with { StopLoss = request.LimitPrice }),
        found => Order(found, request => request with { TakeProfit = request.LimitPrice }),
        found => Order(found, request => request with { TakeProfit = -1 }),
        found => Order(Now(found, snapshot => snapshot with { Rules = Rules() }), request => request with { Quantity = -1 }),
        found => Order(found, request => request with { TimeInForce = TimeInForce.Gtd }),
        found => Order(found, request => request with { ExpiresAt = Some.Time }),
        found => Order(found, request => request with { ExpiresAt = Some.Time.AddTicks(1), TimeInForce = TimeInForce.Gtd }),
        found => Order(found, request => request with { Type = OrderType.LimitMaker, TimeInForce = TimeInForce.Ioc }),
        found => Order(found, request => request with { Type = OrderType.TakeProfitLimit }),
        found => Order(found, request => request with { Type = OrderType.TakeProfit }),
        found => Order(found, request => request with { Type = OrderType.Market }),
        found => found with { Limits = found.Limits with { MarketPriceAgeMax = null } },
    ];

    private static readonly Field[] Fields =
    [
        new(found => found.Request.Quantity, (found, number) => Order(found, request => request with { Quantity = number ?? 0 })),
        new(found => found.Request.LimitPrice, (found, number) => Order(found, request => request with { LimitPrice = number })),
        new(found => found.Request.TriggerPrice, (found, number) => Order(found, request => request with { TriggerPrice = number })),
        new(found => found.Request.StopLoss, (found, number) => Order(found, request => request with { StopLoss = number })),
        new(found => found.Request.TakeProfit, (found, number) => Order(found, request => request with { TakeProfit = number })),
        new(found => found.Request.SignalConfidence, (found, number) => Order(found, request => request with { SignalConfidence = number })),
        new(found => found.Limits.PositionSizeUsdMax,
            (found, number) => found with { Limits = found.Limits with { PositionSizeUsdMax = number } }),
        new(found => found.Limits.RiskPerTradeUsdMax,
            (found, number) => found with { Limits = found.Limits with { RiskPerTradeUsdMax = number } }),
        new(found => found.Limits.PriceCollarRatio, (found, number) => found with { Limits = found.Limits with { PriceCollarRatio = number } }),
        new(found => found.Snapshot.Market?.Bid?.Value, (found, number) => Seen(found, market => market with { Bid = PriceOf(number) })),
        new(found => found.Snapshot.Market?.Ask?.Value, (found, number) => Seen(found, market => market with { Ask = PriceOf(number) })),
        new(found => found.Snapshot.Market?.Last?.Value, (found, number) => Seen(found, market => market with { Last = PriceOf(number) })),
        new(found => found.Snapshot.PositionQuantity,
            (found, number) => Now(found, snapshot => snapshot with { PositionQuantity = number ?? 0 })),
        new(found => -found.Snapshot.PositionQuantity,
            (found, number) => Now(found, snapshot => snapshot with { PositionQuantity = -(number ?? 0) })),
        new(found => found.Snapshot.OpenBuyQuantity,
            (found, number) => Now(found, snapshot => snapshot with { OpenBuyQuantity = number ?? 0 })),
        new(found => found.Snapshot.OpenSellQuantity,
            (found, number) => Now(found, snapshot => snapshot with { OpenSellQuantity = number ?? 0 })),
        new(found => found.Snapshot.OpenExposureUsd,
            (found, number) => Now(found, snapshot => snapshot with { OpenExposureUsd = number ?? 0 })),
        new(_ => 210, (found, number) => Now(found, snapshot => snapshot with { Available = Balances(number ?? 0, 2) })),
        new(_ => 2, (found, number) => Now(found, snapshot => snapshot with { Available = Balances(210, number ?? 0) })),
        new(found => found.Snapshot.Reference.Price, (found, number) => Compared(found, reference => reference with { Price = number })),
        new(found => found.Snapshot.Reference.BaseBalance,
            (found, number) => Compared(found, reference => reference with { BaseBalance = number ?? 0 })),
        new(found => found.Snapshot.Reference.OpenBuyQuantity,
            (found, number) => Compared(found, reference => reference with { OpenBuyQuantity = number ?? 0 })),
    ];

    private static readonly Gen<decimal> Step = OneOf<decimal>(
        0, 0.00000001m, -0.00000001m, 0.000000001m, -0.000000001m, 0.000000000000000001m, -0.000000000000000001m, 0.5m, -0.5m, 1, -1, 100, -200);

    private static readonly Gen<decimal?> Number = Gen.OneOf(
        OneOf<decimal?>(
            null, 0, -1, 0.00000001m, 46_116_860_184.27387904m, 46_116_860_184.27387903m, 10_000_000_000, 10_000_000_000.00000001m,
            10_000_000_000_000, 12_345_678_901_234_567_890m, decimal.MaxValue, decimal.MinValue),
        Gen.Select(Gen.Long, Gen.Int[0, 20]).Select(
            (digits, scale) => (decimal?)new decimal((int)digits, (int)(digits >> 32), 0, digits % 8 == 0, (byte)scale)));

    private static readonly Gen<Func<Case, Case>> Change = Gen.OneOf(
        Gen.Int[0, Facts.Length - 1].Select(fact => Facts[fact]),
        Gen.Select(Gen.Int[0, Fields.Length - 1], Number).Select(
            (field, number) => (Func<Case, Case>)(found => Fields[field].Set(found, number))),
        Gen.Select(Gen.Int[0, Fields.Length - 1], Step).Select(
            (field, step) => (Func<Case, Case>)(found => Fields[field].Set(found, Plus(Fields[field].Get(found), step)))));

    private static readonly Gen<Case> Any = Gen.Select(Gen.Int[0, Shapes.Length - 1], Change.Array[0, 3]).Select(
        (shape, changes) => changes.Aggregate(Shapes[shape](OnTheBounds), (found, change) => change(found)));

    // The first few reasons only: a case with many of them proves little about each.
    [Fact]
    public void Decide_AnyCase_IsWhatTheRulesDecide()
    {
        ConcurrentDictionary<DenyReason, int> alone = new();
        var (glances, approvals) = (0, 0);
        Any.Sample(
            found =>
            {
                var decided = Attempt(() => RiskPolicy.Decide(found.Request, found.Limits, found.Snapshot));
                var expected = Attempt(() => RiskPolicy.DecideByRules(found.Request, found.Limits, found.Snapshot));
                if (expected.Decision?.Verdicts is [var only])
                    alone.AddOrUpdate(only.Reason, 1, (_, count) => count + 1);
                if (new RiskGlance(found.Request, found.Limits, found.Snapshot).IsReadable)
                    Interlocked.Increment(ref glances);
                if (expected.Decision is { Approved: true })
                    Interlocked.Increment(ref approvals);
                return decided.Text == expected.Text;
            },
            iter: 30_000);
        // A rule that was forgotten at a glance would be told by a case in which it alone objects.
        Assert.Equal(RiskPolicy.Rules.SelectMany(rule => rule.Reasons).Order(), alone.Keys.Order());
        Assert.True(glances > 3_000 && approvals > 1_000, $"{glances} glances and {approvals} approvals prove little.");
    }

    [Fact]
    public void Glance_OfOrdersOnTheBounds_TellsAllOfThemSound() => Assert.All(Shapes, shape =>
    {
        var found = shape(OnTheBounds);
        var glance = new RiskGlance(found.Request, found.Limits, found.Snapshot);
        Assert.True(glance.IsReadable);
        foreach (var rule in RiskPolicy.Rules)
            Assert.True(rule.IsSurelyKept(glance), rule.GetType().Name);
    });

    // Text, because a decision's decimals shall have the same number of decimals too.
    private static (string Text, RiskDecision? Decision) Attempt(Func<RiskDecision> decide)
    {
        try
        {
            var decision = decide();
            return ($"{string.Join('\n', decision.Verdicts)} {decision.LimitsVersion} {decision.Reservation}", decision);
        }
        catch (OverflowException e)
        {
            return (e.Message, null);
        }
    }

    private static decimal? Plus(decimal? number, decimal step) => number is > -1_000_000_000 and < 1_000_000_000 ? number + step : number;

    private static Case Order(Case found, Func<RiskRequest, RiskRequest> change) => found with { Request = change(found.Request) };

    private static Case Now(Case found, Func<RiskSnapshot, RiskSnapshot> change) => found with { Snapshot = change(found.Snapshot) };

    private static Case Seen(Case found, Func<MarketPrice, MarketPrice> change) =>
        Now(found, snapshot => snapshot with { Market = snapshot.Market is { } market ? change(market) : null });

    private static Case Compared(Case found, Func<MarketReference, MarketReference> change) =>
        Now(found, snapshot => snapshot with { Reference = change(snapshot.Reference) });

    private static Price? PriceOf(decimal? number) => number is { } value && Price.TryCreate(value, out var price, out _) ? price : null;

    private static SymbolRules Rules(params SymbolFilter[] filters) =>
        new(Some.Venue, Some.Symbol, "BTCUSDT", SymbolStatus.Trading, [.. filters]);

    private static Dictionary<AssetCode, decimal> Balances(decimal usdt, decimal btc) => new() { [Some.Usdt] = usdt, [Some.Btc] = btc };

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);
}
