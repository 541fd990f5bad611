using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

public sealed class SelfTradeTests
{
    private readonly VenueBench bench = new();

    [Theory]
    [InlineData(SelfTradePrevention.None, "Filled", "PartiallyFilled", "0", "0")]
    [InlineData(SelfTradePrevention.ExpireTaker, "New", "ExpiredInMatch", "0", "3")]
    [InlineData(SelfTradePrevention.ExpireMaker, "ExpiredInMatch", "New", "1", "0")]
    [InlineData(SelfTradePrevention.ExpireBoth, "ExpiredInMatch", "ExpiredInMatch", "1", "3")]
    [InlineData(SelfTradePrevention.Decrement, "ExpiredInMatch", "New", "1", "1")]
    [InlineData(SelfTradePrevention.Transfer, "ExpiredInMatch", "New", "1", "1")]
    public void OwnOrder_Met_TakersModeDecides(object mode, string maker, string taker, string makerPrevented, string takerPrevented)
    {
        var resting = bench.Limit(bench.Alice, Side.Buy, 0.05m, 1m);

        var coming = Sell(bench.Alice, 3m, (SelfTradePrevention)mode);

        Assert.Equal((maker, taker), (resting.Status.ToString(), coming.Status.ToString()));
        Assert.Equal((decimal.Parse(makerPrevented), decimal.Parse(takerPrevented)), (resting.Prevented, coming.Prevented));
        Assert.Equal(coming.IsOpen ? coming.Remaining : 0, bench.Alice.Of("ETH").Locked);
    }

    [Fact]
    public void ExpireMaker_OthersBehindOwnOrder_TradeWithThem()
    {
        var own = bench.Limit(bench.Alice, Side.Buy, 0.05m, 1m);
        bench.Limit(bench.Bob, Side.Buy, 0.05m, 2m);

        var taker = Sell(bench.Alice, 3m, SelfTradePrevention.ExpireMaker);

        Assert.Equal((OrderStatus.ExpiredInMatch, OrderStatus.PartiallyFilled, 2m), (own.Status, taker.Status, taker.Executed));
        var prevention = Assert.Single(bench.Heard.Reports, report => report.Type == ExecutionType.TradePrevention);
        Assert.Equal((own, 1m, 0.05m), (prevention.Order, prevention.PreventedMatch!.MakerPrevented, prevention.PreventedMatch.Price));
        Assert.Null(prevention.PreventedMatch.TakerPrevented);
    }

    [Fact]
    public void MarketOrder_OnlyOwnLiquidity_ExpiresForLackOfIt()
    {
        var own = bench.Limit(bench.Alice, Side.Buy, 0.05m, 1m);

        var taker = bench.Place(bench.Alice,
            new NewOrder(Side.Sell, OrderType.Market) { Quantity = 1m, SelfTradePrevention = SelfTradePrevention.ExpireMaker });

        Assert.Equal((OrderStatus.ExpiredInMatch, OrderStatus.Expired), (own.Status, taker.Status));
        Assert.Equal(ExpiryReason.InsufficientLiquidity, taker.ExpiryReason);
    }

    [Fact]
    public void MarketBuy_OwnOrdersOnTheWay_LocksForTheWorsePrices()
    {
        bench.Limit(bench.Alice, Side.Sell, 0.05m, 1m);
        bench.Limit(bench.Bob, Side.Sell, 0.1m, 1m);

        var taker = bench.Place(bench.Alice,
            new NewOrder(Side.Buy, OrderType.Market) { Quantity = 1m, SelfTradePrevention = SelfTradePrevention.ExpireMaker });

        Assert.Equal((OrderStatus.Filled, 0.1m), (taker.Status, taker.CumulativeQuote));
        Assert.Equal(0m, bench.Alice.Of("BTC").Locked);
    }

    [Fact]
    public void Transfer_TwoAccountsOfOneGroup_AmountsChangeHandsWithoutATrade()
    {
        var group = new VenueBench(tradeGroupId: 1);
        var maker = group.Place(group.Bob, new NewOrder(Side.Buy, OrderType.Limit)
        {
            Price = 0.05m, Quantity = 0.6m, SelfTradePrevention = SelfTradePrevention.Transfer,
        });

        var taker = group.Place(group.Alice, new NewOrder(Side.Sell, OrderType.Limit)
        {
            Price = 0.05m, Quantity = 0.2m, SelfTradePrevention = SelfTradePrevention.Transfer,
        });

        Assert.Equal((OrderStatus.New, OrderStatus.ExpiredInMatch), (maker.Status, taker.Status));
        Assert.Equal((1_000.2m, 0.02m), (group.Bob.Of("ETH").Free, group.Bob.Of("BTC").Locked));
        Assert.Equal((999.8m, 1_000.01m), (group.Alice.Of("ETH").Free, group.Alice.Of("BTC").Free));
        Assert.Empty(group.Heard.Trades);
    }

    [Fact]
    public void TwoAccounts_NoGroup_Trade()
    {
        bench.Limit(bench.Bob, Side.Buy, 0.05m, 1m);

        Assert.Equal(OrderStatus.Filled, Sell(bench.Alice, 1m, SelfTradePrevention.ExpireBoth).Status);
    }

    private Order Sell(Account account, decimal quantity, SelfTradePrevention mode) => bench.Place(account,
        new NewOrder(Side.Sell, OrderType.Limit) { Price = 0.05m, Quantity = quantity, SelfTradePrevention = mode });
}
