using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching.Lists;

public sealed class OcoTests
{
    private readonly VenueBench bench = new();

    [Fact]
    public void Oco_Placed_LocksOnceAndWaits()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.SellingOco);

        Assert.Equal((999m, 1m), (bench.Alice.Of("ETH").Free, bench.Alice.Of("ETH").Locked));
        Assert.Equal([OrderType.StopLoss, OrderType.LimitMaker], list.Legs.Select(leg => leg.Type));
        Assert.Equal([false, true], list.Legs.Select(leg => leg.IsWorking));
        Assert.Equal([ListStatusType.ExecStarted], bench.Heard.ListReports.Select(report => report.Type));
    }

    [Fact]
    public void Oco_BuyLegsOfDifferentPrice_LocksTheDearer()
    {
        var stop = new NewOrder(Side.Buy, OrderType.StopLossLimit) { StopPrice = 0.06m, Price = 0.07m, Quantity = 10m };

        bench.PlaceList(bench.Alice, ListRequests.Oco(stop, ListRequests.Maker(Side.Buy, 0.04m, 10m)));

        Assert.Equal(0.7m, bench.Alice.Of("BTC").Locked);
        bench.TradeAt(0.0402m);
        bench.Limit(bench.Bob, Side.Sell, 0.04m, 3m);
        // The stop is gone with the first fill, and what only it needed is free again.
        Assert.Equal(0.28m, bench.Alice.Of("BTC").Locked);
    }

    [Fact]
    public void Oco_LimitLegPartlyFilled_StopExpires()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.SellingOco);

        bench.Limit(bench.Bob, Side.Buy, 0.06m, 0.4m);

        Assert.Equal([OrderStatus.Expired, OrderStatus.PartiallyFilled], list.Statuses());
        Assert.Equal(ExpiryReason.OcoTrigger, list.Legs[0].ExpiryReason);
        Assert.Equal(0.6m, bench.Alice.Of("ETH").Locked);
        Assert.True(list.IsOpen);
        bench.Limit(bench.Bob, Side.Buy, 0.06m, 0.6m);
        Assert.False(list.IsOpen);
        Assert.Equal(ListStatusType.AllDone, bench.Heard.ListReports[^1].Type);
        Assert.Equal(0m, bench.Alice.Of("ETH").Locked);
    }

    [Fact]
    public void Oco_StopReached_LimitExpiresAndStopSells()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.SellingOco);
        bench.Limit(bench.Bob, Side.Buy, 0.035m, 5m);

        bench.TradeAt(0.04m);

        Assert.Equal([OrderStatus.Filled, OrderStatus.Expired], list.Statuses());
        Assert.Equal(ExpiryReason.OcoTrigger, list.Legs[1].ExpiryReason);
        Assert.False(list.IsOpen);
        Assert.Equal(0m, bench.Alice.Of("ETH").Locked);
        Assert.Null(bench.Market.Book.Best(Side.Sell));
    }

    [Fact]
    public void Oco_OneLegCancelled_WholeListIs()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.SellingOco);

        bench.Cancel(list.Legs[1]);

        Assert.Equal([OrderStatus.Canceled, OrderStatus.Canceled], list.Statuses());
        Assert.Equal((1_000m, 0m), (bench.Alice.Of("ETH").Free, bench.Alice.Of("ETH").Locked));
        Assert.Equal([ListStatusType.ExecStarted, ListStatusType.AllDone], bench.Heard.ListReports.Select(report => report.Type));
        Assert.Empty(bench.Alice.OpenOrders);
        Assert.Equal(0, bench.Market.Stops.Count);
    }

    [Theory]
    [InlineData("0.05", "0.04")]
    [InlineData("0.06", "0.05")]
    [InlineData("0.045", "0.04")]
    public void Oco_PricesDoNotEncloseTheLast_IsRefused(string limit, string stop)
    {
        var request = ListRequests.Oco(ListRequests.Maker(Side.Sell, decimal.Parse(limit)), ListRequests.Stop(Side.Sell, decimal.Parse(stop)));

        var refusal = VenueBench.Refused(() => bench.PlaceList(bench.Alice, request));

        Assert.Equal((-2010, "The relationship of the prices for the orders is not correct."), (refusal.Code, refusal.Message));
        Assert.Empty(bench.Alice.OpenOrders);
        Assert.Empty(bench.Venue.Orders.Lists);
    }

    [Fact]
    public void Oco_TwentyOpen_NextIsRefused()
    {
        var pair = ListRequests.Oco(
            ListRequests.Maker(Side.Sell, 0.06m, 0.1m), ListRequests.Stop(Side.Sell, 0.04m, 0.1m));
        for (var count = 0; count < 5; count++)
            bench.PlaceList(bench.Alice, pair);

        Assert.Equal("Filter failure: MAX_NUM_ALGO_ORDERS", VenueBench.Refused(() => bench.PlaceList(bench.Alice, pair)).Message);
        var plain = ListRequests.Oto(ListRequests.Limit(Side.Buy, 0.04m, 0.1m), ListRequests.Limit(Side.Sell, 0.06m, 0.1m));
        for (var count = 5; count < 20; count++)
            bench.PlaceList(bench.Alice, plain);
        Assert.Equal("Filter failure: MAX_NUM_ORDER_LISTS", VenueBench.Refused(() => bench.PlaceList(bench.Alice, plain)).Message);
        bench.Cancel(bench.Venue.Orders.Lists[7].Legs[0]);
        bench.PlaceList(bench.Alice, plain);
    }

    [Fact]
    public void Oco_ListIdOfAnOpenList_IsRefusedAndFreeAfterwards()
    {
        var request = ListRequests.SellingOco with { ClientId = "mine" };
        var list = bench.PlaceList(bench.Alice, request);

        Assert.Equal("Duplicate order sent.", VenueBench.Refused(() => bench.PlaceList(bench.Alice, request)).Message);
        bench.Cancel(list.Legs[0]);
        Assert.NotEqual(list.Id, bench.PlaceList(bench.Alice, request).Id);
    }

    [Fact]
    public void Oco_NotEnoughForEitherLeg_IsRefusedAndLocksNothing()
    {
        var request = ListRequests.Oco(ListRequests.Maker(Side.Sell, 0.06m, 1_001m), ListRequests.Stop(Side.Sell, 0.04m, 1_001m));

        var refusal = VenueBench.Refused(() => bench.PlaceList(bench.Alice, request));

        Assert.Equal("Account has insufficient balance for requested action.", refusal.Message);
        Assert.Equal(0m, bench.Alice.Of("ETH").Locked);
    }
}
