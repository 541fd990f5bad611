using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

/// <summary>Icebergs, trailing stops, pegs and amendments.</summary>
public sealed class SpecialOrderTests
{
    private readonly VenueBench bench = new();

    [Fact]
    public void Iceberg_Resting_ShowsItsPartAndGoesBackInTheQueueWithEach()
    {
        var iceberg = bench.Place(bench.Bob, ListRequests.Limit(Side.Sell, 0.05m, 5m) with { IcebergQuantity = 1m });
        var other = bench.Limit(bench.Bob, Side.Sell, 0.05m, 2m);
        Assert.Equal((0.05m, 3m), bench.Market.Book.Top(Side.Sell));

        bench.Limit(bench.Alice, Side.Buy, 0.05m, 1.5m);

        Assert.Equal((1m, 0.5m), (iceberg.Executed, other.Executed));
        bench.Limit(bench.Alice, Side.Buy, 0.05m, 5.5m);
        Assert.Equal((OrderStatus.Filled, OrderStatus.Filled), (iceberg.Status, other.Status));
    }

    [Fact]
    public void Iceberg_FokAgainstIt_CountsWhatIsHidden()
    {
        bench.Place(bench.Bob, ListRequests.Limit(Side.Sell, 0.05m, 5m) with { IcebergQuantity = 1m });

        Assert.Equal(OrderStatus.Filled, bench.Limit(bench.Alice, Side.Buy, 0.05m, 4m, TimeInForce.Fok).Status);
    }

    [Fact]
    public void TrailingStop_PriceRisesThenTurns_SellsBelowTheTop()
    {
        bench.Limit(bench.Bob, Side.Buy, 0.04m, 9m);
        var stop = bench.Place(bench.Alice, new NewOrder(Side.Sell, OrderType.StopLoss) { Quantity = 1m, TrailingDelta = 1_000 });
        Assert.NotNull(stop.TrailingAt);

        foreach (var price in new[] { 0.05m, 0.06m, 0.0541m })
            bench.TradeAt(price);
        Assert.Equal(OrderStatus.New, stop.Status);
        bench.TradeAt(0.054m);

        Assert.Equal(OrderStatus.Filled, stop.Status);
    }

    [Fact]
    public void TrailingStop_WithStopPrice_FollowsOnlyFromThere()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.09m, 9m);
        var stop = bench.Place(bench.Alice,
            new NewOrder(Side.Buy, OrderType.StopLoss) { Quantity = 1m, TrailingDelta = 500, StopPrice = 0.055m });

        foreach (var price in new[] { 0.045m, 0.05m })
            bench.TradeAt(price);
        Assert.Null(stop.TrailingAt);
        foreach (var price in new[] { 0.055m, 0.0577m, 0.052m })
            bench.TradeAt(price);
        Assert.Equal((OrderStatus.New, 0.052m), (stop.Status, stop.TrailingBest));
        bench.TradeAt(0.0546m);

        Assert.Equal(OrderStatus.Filled, stop.Status);
    }

    [Fact]
    public void Peg_Primary_QueuesAtTheBestOfItsSide()
    {
        bench.Limit(bench.Bob, Side.Buy, 0.049m, 1m);
        bench.Limit(bench.Bob, Side.Buy, 0.048m, 1m);

        var pegged = bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Limit)
        {
            Quantity = 1m, Peg = new Peg(PegPriceType.PrimaryPeg, 1),
        });

        Assert.Equal((0.048m, 0m, 0.048m), (pegged.Price, pegged.AskedPrice, bench.Alice.Of("BTC").Locked));
    }

    [Fact]
    public void Peg_NoSuchLevel_IsRefused()
    {
        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Limit)
        {
            Quantity = 1m, Peg = new Peg(PegPriceType.MarketPeg, null), TimeInForce = TimeInForce.Ioc,
        }));

        Assert.Equal("Order book liquidity is too low for this pegged order.", refusal.Message);
    }

    [Fact]
    public void Peg_OnAStop_TakesThePriceOfTheMomentOfTheTrigger()
    {
        var stop = bench.Place(bench.Alice, new NewOrder(Side.Sell, OrderType.StopLossLimit)
        {
            Quantity = 1m, StopPrice = 0.045m, Peg = new Peg(PegPriceType.MarketPeg, null),
        });
        bench.Limit(bench.Bob, Side.Buy, 0.042m, 9m);

        bench.TradeAt(0.045m);

        Assert.Equal((OrderStatus.Filled, 0.042m), (stop.Status, stop.Price));
    }

    [Fact]
    public void Amend_Smaller_KeepsPlaceAndFreesTheRest()
    {
        var first = bench.Limit(bench.Alice, Side.Buy, 0.05m, 2m, id: "one");
        bench.Limit(bench.Bob, Side.Buy, 0.05m, 2m);

        var amendment = bench.Venue.Engine.Amend(bench.Market, first, 1m, "two", bench.Time.GetUtcNow());

        Assert.Equal((0.05m, 1m), (bench.Alice.Of("BTC").Locked, first.Quantity));
        Assert.Equal(("one", "two", 2m, 1m),
            (amendment.OldClientOrderId, amendment.NewClientOrderId, amendment.OldQuantity, amendment.NewQuantity));
        var report = bench.Heard.Reports[^1];
        Assert.Equal((ExecutionType.Replaced, "two", "one"), (report.Type, report.ClientOrderId, report.OriginalClientOrderId));
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);
        Assert.Equal(OrderStatus.Filled, first.Status);
    }

    [Theory]
    [InlineData("2", -2038, "The requested action would change no state; rejecting")]
    [InlineData("2.1", -2038, "Order amend (quantity increase) is not supported.")]
    [InlineData("1.00001", -1013, "Filter failure: LOT_SIZE")]
    [InlineData("0.0001", -1013, "Filter failure: NOTIONAL")]
    public void Amend_NotAllowed_LeavesTheOrderAsItWas(string quantity, int code, string message)
    {
        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 2m);

        var refusal = VenueBench.Refused(
            () => bench.Venue.Engine.Amend(bench.Market, order, decimal.Parse(quantity), null, bench.Time.GetUtcNow()));

        Assert.Equal((code, message, 2m), (refusal.Code, refusal.Message, order.Quantity));
    }

    [Fact]
    public void Amend_EleventhTime_IsRefused()
    {
        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 2m);
        for (var count = 1; count <= 10; count++)
            bench.Venue.Engine.Amend(bench.Market, order, 2m - (count * 0.1m), null, bench.Time.GetUtcNow());

        var refusal = VenueBench.Refused(() => bench.Venue.Engine.Amend(bench.Market, order, 0.5m, null, bench.Time.GetUtcNow()));

        Assert.Equal((-2038, "Filter failure: MAX_NUM_ORDER_AMENDS"), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Amend_BelowWhatIsExecuted_EndsTheOrder()
    {
        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 2m);
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        bench.Venue.Engine.Amend(bench.Market, order, 0.5m, null, bench.Time.GetUtcNow());

        Assert.Equal((OrderStatus.Expired, 1m, 0m), (order.Status, order.Quantity, bench.Alice.Of("BTC").Locked));
    }

    [Fact]
    public void Amend_LegOfAPair_ChangesBothLegs()
    {
        var list = bench.PlaceList(bench.Alice, ListRequests.Oco(
            ListRequests.Maker(Side.Sell, 0.06m, 2m), ListRequests.Stop(Side.Sell, 0.04m, 2m)));

        bench.Venue.Engine.Amend(bench.Market, list.Legs[0], 1m, null, bench.Time.GetUtcNow());

        Assert.Equal([1m, 1m], list.Legs.Select(leg => leg.Quantity));
        Assert.Equal(1m, bench.Alice.Of("ETH").Locked);
        Assert.Equal("Updated", bench.Heard.ListReports[^1].Type.ToString());
    }
}
