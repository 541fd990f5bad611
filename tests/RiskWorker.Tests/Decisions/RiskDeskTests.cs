using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Registration;
using Bot3.Messaging.RiskWorker.Decisions;

namespace Bot3.Messaging.RiskWorker.Tests.Decisions;

public sealed class RiskDeskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Decide_GoodOrder_ApprovesAndReserves()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        var order = Samples.Buy();
        var decision = await fixture.DecideAsync(order, Token);
        Assert.Equal((true, 7L, "binance"), (decision.Approved, decision.LimitsVersion, decision.Venue));
        var open = await fixture.CommitAsync(session => fixture.Store.ListOpenReservationsAsync(session, "main", Token).AsTask(), Token);
        var reservation = Assert.Single(open);
        Assert.Equal(
            (order.OrderId, 0.1m, 5_000m, "USDT", 5_000m),
            (reservation.OrderId, reservation.Remaining, reservation.NotionalUsd, reservation.SpendAsset, reservation.SpendAmount));
    }

    [Fact]
    public async Task Decide_SameOrderAgain_AnswersTheStoredDecision()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        var order = Samples.Buy();
        var first = await fixture.DecideAsync(order, Token);
        fixture.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(first, await fixture.DecideAsync(order, Token));
        Assert.Single(await fixture.CommitAsync(session => fixture.Store.ListOpenReservationsAsync(session, "main", Token).AsTask(), Token));
    }

    [Fact]
    public async Task Decide_WithoutStopLoss_DeniesWithStopLossMissing()
        => Assert.Equal(["StopLossMissing"], await CodesAsync(Samples.Buy(stopLoss: null)));

    [Fact]
    public async Task Decide_StopOnTheWrongSide_Denies()
        => Assert.Equal(["StopLossWrongSide"], await CodesAsync(Samples.Buy(stopLoss: 51_000m)));

    [Fact]
    public async Task Decide_SeveralReasons_ListsThemAll()
        => Assert.Equal(
            ["StopLossMissing", "VenueFilter", "PositionSizeExceeded"],
            await CodesAsync(Samples.Buy(quantity: 3.000001m, stopLoss: null)));

    [Fact]
    public async Task Decide_UnknownAccount_DeniesWithVersionZero()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        var decision = await fixture.DecideAsync(Samples.Buy() with { Account = "other" }, Token);
        Assert.Equal((false, 0L), (decision.Approved, decision.LimitsVersion));
        Assert.Contains("UnknownAccount", RiskDesk.ReasonsOf(decision).Select(reason => reason.Code));
    }

    [Fact]
    public async Task Decide_LimitLeftOut_Denies()
        => Assert.Equal(
            ["LimitsMissing"],
            await CodesAsync(Samples.Buy(), options => options.Accounts["main"].RiskPerTradeUsdMax = null));

    [Fact]
    public async Task Decide_UnreadableIds_DeniesEachField()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        var decision = await fixture.DecideAsync(Samples.Buy() with { Symbol = "btc-usdt", StrategyId = "a b" }, Token);
        Assert.Equal(["FieldMalformed", "FieldMalformed"], RiskDesk.ReasonsOf(decision).Select(reason => reason.Code));
    }

    [Fact]
    public async Task Decide_StaleMarket_Denies()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        fixture.Time.Advance(TimeSpan.FromSeconds(11));
        var decision = await fixture.DecideAsync(Samples.Buy(), Token);
        Assert.Equal(["MarketPriceStale"], RiskDesk.ReasonsOf(decision).Select(reason => reason.Code));
    }

    [Fact]
    public async Task Decide_VenueThatIsNotTheAccounts_Denies()
        => Assert.Contains("VenueRulesMissing", await CodesAsync(Samples.Buy() with { Venues = ["kraken"] }));

    [Fact]
    public async Task Decide_SecondOrderBeyondTheLimit_CountsTheFirst()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        Assert.True((await fixture.DecideAsync(Samples.Buy(quantity: 1.5m), Token)).Approved);
        var denied = await fixture.DecideAsync(Samples.Buy(quantity: 0.6m), Token);
        var reason = Assert.Single(RiskDesk.ReasonsOf(denied));
        Assert.Equal(("PositionSizeExceeded", 100_000m, 105_000m), (reason.Code, reason.Limit, reason.Actual));
    }

    [Fact]
    public async Task Decide_BalanceReservedBefore_LacksBuyingPower()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        fixture.Board.Take(Samples.Balances(RiskFixture.Start.AddSeconds(1), usdt: 6_000m));
        Assert.True((await fixture.DecideAsync(Samples.Buy(), Token)).Approved);
        var denied = await fixture.DecideAsync(Samples.Buy(), Token);
        var reason = Assert.Single(RiskDesk.ReasonsOf(denied));
        Assert.Equal(("BuyingPowerInsufficient", 1_000m, 5_000m), (reason.Code, reason.Limit, reason.Actual));
    }

    [Fact]
    public async Task Decide_OrderRestingAtTheVenue_IsNotCountedTwice()
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token);
        fixture.Board.Take(Samples.Balances(RiskFixture.Start.AddSeconds(1), usdt: 10_000m));
        Assert.True((await fixture.DecideAsync(Samples.Buy(), Token)).Approved);
        fixture.Board.Take(Samples.Balances(RiskFixture.Start.AddSeconds(2), usdt: 5_000m, locked: 5_000m));
        Assert.True((await fixture.DecideAsync(Samples.Buy(), Token)).Approved);
    }

    private static async Task<IEnumerable<string>> CodesAsync(SubmitOrder order, Action<RiskOptions>? configure = null)
    {
        await using var fixture = await RiskFixture.CreateAsync(PersistenceProvider.Memory, Token, configure);
        var decision = await fixture.DecideAsync(order, Token);
        Assert.False(decision.Approved);
        return RiskDesk.ReasonsOf(decision).Select(reason => reason.Code).ToList();
    }
}
