using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching.Lists;

public sealed class OtoTests
{
    private readonly VenueBench bench = new();

    [Fact]
    public void Oto_Placed_LocksTheWorkingOrderOnly()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Limit(Side.Sell, 0.06m)));

        Assert.Equal([OrderStatus.New, OrderStatus.PendingNew], list.Statuses());
        Assert.Equal((0.05m, 0m), (bench.Alice.Of("BTC").Locked, bench.Alice.Of("ETH").Locked));
        Assert.Equal(2, bench.Alice.OpenOrders.Count);
        Assert.Equal(ContingencyType.Oto, list.Contingency);
    }

    [Fact]
    public void Oto_WorkingPartlyFilled_PendingStillWaits()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Limit(Side.Sell, 0.06m)));

        bench.Limit(bench.Bob, Side.Sell, 0.05m, 0.9m);

        Assert.Equal([OrderStatus.PartiallyFilled, OrderStatus.PendingNew], list.Statuses());
        bench.Cancel(list.Legs[0]);
        Assert.Equal([OrderStatus.Canceled, OrderStatus.Canceled], list.Statuses());
        Assert.False(list.IsOpen);
    }

    [Fact]
    public void Oto_WorkingFilled_PendingGoesLive()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Limit(Side.Sell, 0.06m)));

        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        Assert.Equal([OrderStatus.Filled, OrderStatus.New], list.Statuses());
        Assert.True(list.Legs[1].IsWorking);
        Assert.Equal(1m, bench.Alice.Of("ETH").Locked);
        Assert.Same(list.Legs[1], bench.Market.Book.Best(Side.Sell));
    }

    [Fact]
    public void Oto_WorkingFilledAtOnce_IsAnsweredWithThePendingLegStillWaiting()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);
        var request = ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m), new NewOrder(Side.Sell, OrderType.Market) { Quantity = 0.5m });
        bench.Limit(bench.Bob, Side.Buy, 0.045m, 5m);

        var answered = bench.Venue.Engine.PlaceList(bench.Alice, bench.Market, request, bench.Time.GetUtcNow(),
            list => list.Statuses().ToList());

        Assert.Equal([OrderStatus.Filled, OrderStatus.PendingNew], answered);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Filled], bench.Venue.Orders.Lists[0].Statuses());
        Assert.False(bench.Venue.Orders.Lists[0].IsOpen);
    }

    [Fact]
    public void Oto_WorkingIocExpires_PendingExpiresWithPhaseOne()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m, timeInForce: TimeInForce.Ioc), ListRequests.Limit(Side.Sell, 0.06m)));

        Assert.Equal([OrderStatus.Expired, OrderStatus.Expired], list.Statuses());
        Assert.Equal(ExpiryReason.OtoPhaseOneExpired, list.Legs[1].ExpiryReason);
        Assert.Equal(ListStatusType.AllDone, bench.Heard.ListReports[^1].Type);
    }

    [Theory]
    [InlineData("2000", RejectReason.InsufficientBalances)]
    [InlineData("0.0001", RejectReason.None)]
    public void Oto_PendingRefusedWhenItGoesLive_ExpiresAsRejected(string quantity, object reason)
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Limit(Side.Sell, 0.06m, decimal.Parse(quantity))));

        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        Assert.Equal((OrderStatus.Expired, ExpiryReason.Rejected), (list.Legs[1].Status, list.Legs[1].ExpiryReason));
        Assert.Equal((RejectReason)reason, bench.Heard.Reports.Last(report => report.Order == list.Legs[1]).RejectReason);
        Assert.False(list.IsOpen);
    }

    [Fact]
    public void Otoco_WorkingFilled_PairGoesLiveOnOneLock()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Otoco(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Maker(Side.Sell, 0.06m), ListRequests.Stop(Side.Sell, 0.04m)));
        Assert.Equal(3, bench.Alice.OpenOrders.Count);

        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        Assert.Equal([OrderStatus.Filled, OrderStatus.New, OrderStatus.New], list.Statuses());
        Assert.Equal(1m, bench.Alice.Of("ETH").Locked);
        bench.Limit(bench.Bob, Side.Buy, 0.06m, 1m);
        Assert.Equal([OrderStatus.Filled, OrderStatus.Expired, OrderStatus.Filled], list.Statuses());
        Assert.False(list.IsOpen);
    }

    [Fact]
    public void Otoco_MarketAlreadyBelowTheStop_BothPendingExpire()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Otoco(
            ListRequests.Limit(Side.Buy, 0.05m), ListRequests.Maker(Side.Sell, 0.06m), ListRequests.Stop(Side.Sell, 0.0501m)));

        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        Assert.Equal([ExpiryReason.Rejected, ExpiryReason.OcoTrigger], list.Pending.Select(leg => leg.ExpiryReason!.Value));
        Assert.Equal(RejectReason.OcoBadPrices, bench.Heard.Reports.Last(report => report.Order == list.Legs[1]).RejectReason);
        Assert.Equal(0m, bench.Alice.Of("ETH").Locked);
    }

    [Fact]
    public void Opo_WorkingFillsInParts_PendingSellsWhatWasBought()
    {
        var poor = new VenueBench(funds: 100m);
        var list = poor.PlaceList(poor.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m, 1m), ListRequests.Limit(Side.Sell, 0.06m, 0m), ListKind.Opo));
        poor.Limit(poor.Bob, Side.Sell, 0.05m, 0.4m);
        Assert.Equal(0.4m, poor.Alice.Of("ETH").Locked);

        poor.Limit(poor.Bob, Side.Sell, 0.05m, 0.6m);

        // Commission came from free funds, so the whole amount bought is for sale.
        Assert.Equal((OrderStatus.New, 1m), (list.Legs[1].Status, list.Legs[1].Quantity));
        Assert.Equal((100m - 0.001m, 1m), (poor.Alice.Of("ETH").Free, poor.Alice.Of("ETH").Locked));
    }

    [Fact]
    public void Opoco_NothingFreeForTheCommission_PairSellsTheRestRoundedToTheLot()
    {
        var list = bench.PlaceList(bench.Bob, ListRequests.Otoco(ListRequests.Limit(Side.Buy, 0.05m, 1m),
            ListRequests.Maker(Side.Sell, 0.06m, 0m), ListRequests.Stop(Side.Sell, 0.04m, 0m), ListKind.Opoco));
        // Everything of Bob's is bound elsewhere.
        bench.Limit(bench.Bob, Side.Sell, 0.2m, 1_000m);

        bench.Limit(bench.Alice, Side.Sell, 0.05m, 1m);

        Assert.Equal([0.999m, 0.999m], list.Pending.Select(leg => leg.Quantity));
        Assert.Equal((0m, 1_000.999m), (bench.Bob.Of("ETH").Free, bench.Bob.Of("ETH").Locked));
        bench.Cancel(list.Legs[1]);
        Assert.Equal((0.999m, 1_000m), (bench.Bob.Of("ETH").Free, bench.Bob.Of("ETH").Locked));
    }

    [Fact]
    public void Opo_CancelledBeforeItGoesLive_FreesWhatWasBought()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oto(
            ListRequests.Limit(Side.Buy, 0.05m, 1m), ListRequests.Limit(Side.Sell, 0.06m, 0m), ListKind.Opo));
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 0.4m);

        bench.Cancel(list.Legs[1]);

        Assert.Equal((0m, 0m), (bench.Alice.Of("ETH").Locked, bench.Alice.Of("BTC").Locked));
    }
}
