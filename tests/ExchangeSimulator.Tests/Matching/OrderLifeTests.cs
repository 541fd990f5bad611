using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

public sealed class OrderLifeTests
{
    private readonly VenueBench bench = new();

    [Fact]
    public void Limit_BetterPriceRests_TradesAtTheRestingPriceAndFreesTheRest()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.04990m, 2m);

        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 2m);

        Assert.Equal(OrderStatus.Filled, order.Status);
        Assert.Equal(0.0998m, order.CumulativeQuote);
        Assert.Equal(1_000m - 0.0998m, bench.Alice.Of("BTC").Free);
        Assert.Equal(0m, bench.Alice.Of("BTC").Locked);
        Assert.Equal(1_000m + 1.998m, bench.Alice.Of("ETH").Free);
    }

    [Fact]
    public void Limit_TwoAtOnePrice_OlderFillsFirst()
    {
        var older = bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);
        var younger = bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        bench.Limit(bench.Alice, Side.Buy, 0.05m, 1.5m);

        Assert.Equal((OrderStatus.Filled, OrderStatus.PartiallyFilled), (older.Status, younger.Status));
        Assert.Equal(0.5m, younger.Executed);
    }

    [Fact]
    public void ClientOrderId_SecondWhileFirstIsOpen_IsRefused()
    {
        bench.Limit(bench.Alice, Side.Buy, 0.04m, 1m, id: "mine");

        var refusal = VenueBench.Refused(() => bench.Limit(bench.Alice, Side.Buy, 0.04m, 1m, id: "mine"));

        Assert.Equal((-2010, "Duplicate order sent."), (refusal.Code, refusal.Message));
        bench.Limit(bench.Bob, Side.Buy, 0.04m, 1m, id: "mine");
    }

    [Fact]
    public void ClientOrderId_AfterFirstIsClosed_IsANewOrderAndTheLatestIsFound()
    {
        var first = bench.Limit(bench.Alice, Side.Buy, 0.04m, 1m, id: "mine");
        bench.Cancel(first);

        var second = bench.Limit(bench.Alice, Side.Buy, 0.04m, 1m, id: "mine");

        Assert.NotEqual(first.Id, second.Id);
        Assert.Same(second, bench.Venue.Orders.ByClientId(bench.Alice, VenueBench.Symbol, "mine"));
    }

    [Fact]
    public void Ioc_PartlyMatching_ExpiresTheRest()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 3m, TimeInForce.Ioc);

        Assert.Equal((OrderStatus.Expired, 1m, ExpiryReason.UnfilledIocQuantityExpired), (order.Status, order.Executed,
            order.ExpiryReason));
        Assert.Equal(0m, bench.Alice.Of("BTC").Locked);
    }

    [Fact]
    public void Fok_TooLittleInTheBook_ExpiresWithoutAFill()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        var order = bench.Limit(bench.Alice, Side.Buy, 0.05m, 3m, TimeInForce.Fok);

        Assert.Equal((OrderStatus.Expired, 0m, ExpiryReason.UnfilledFokOrderExpired), (order.Status, order.Executed, order.ExpiryReason));
    }

    [Fact]
    public void Fok_EnoughInTheBook_Fills()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);
        bench.Limit(bench.Bob, Side.Sell, 0.0501m, 2m);

        var order = bench.Limit(bench.Alice, Side.Buy, 0.0501m, 3m, TimeInForce.Fok);

        Assert.Equal(OrderStatus.Filled, order.Status);
    }

    [Fact]
    public void LimitMaker_WouldMatch_IsRefused()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice,
            new NewOrder(Side.Buy, OrderType.LimitMaker) { Price = 0.05m, Quantity = 1m }));

        Assert.Equal((-2010, "Order would immediately match and take."), (refusal.Code, refusal.Message));
    }

    [Fact]
    public void Market_BookTooThin_FillsWhatThereIsAndExpires()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        var order = bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Market) { Quantity = 3m });

        Assert.Equal((OrderStatus.Expired, 1m, ExpiryReason.InsufficientLiquidity), (order.Status, order.Executed, order.ExpiryReason));
    }

    [Theory]
    [InlineData("0.1234", "2.468")]
    [InlineData("0.12345678", "2.4691")]
    public void MarketByQuote_Buy_SpendsAsNearAsTheLotAllows(string amount, string bought)
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 100m);

        var order = bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Market) { QuoteQuantity = decimal.Parse(amount) });

        Assert.Equal((OrderStatus.Filled, decimal.Parse(bought)), (order.Status, order.Executed));
        Assert.True(order.CumulativeQuote <= decimal.Parse(amount));
    }

    [Fact]
    public void MarketByQuote_BookRunsDry_FillsWhatThereIsAndExpires()
    {
        bench.Limit(bench.Bob, Side.Sell, 0.05m, 1m);

        var order = bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Market) { QuoteQuantity = 1m });

        Assert.Equal((OrderStatus.Expired, 1m, ExpiryReason.InsufficientLiquidity), (order.Status, order.Executed, order.ExpiryReason));
    }

    [Fact]
    public void MarketByQuote_EmptyBook_IsRefused()
    {
        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice,
            new NewOrder(Side.Buy, OrderType.Market) { QuoteQuantity = 1m }));

        Assert.Equal("Order book liquidity is less than symbol minimum quantity.", refusal.Message);
    }

    [Theory]
    [InlineData("BUY", "25000")]
    [InlineData("SELL", "1001")]
    public void Limit_MoreThanTheBalance_IsRefusedAndLocksNothing(string side, string quantity)
    {
        var refusal = VenueBench.Refused(() => bench.Limit(bench.Alice, SideOf(side), 0.2m, Math.Min(9_000m, decimal.Parse(quantity)),
            id: "x"));

        Assert.Equal((-2010, "Account has insufficient balance for requested action."), (refusal.Code, refusal.Message));
        Assert.Empty(bench.Alice.OpenOrders);
    }

    [Fact]
    public void StopLossLimit_PriceTradesThrough_GoesLiveUnderTheSameId()
    {
        bench.Limit(bench.Bob, Side.Buy, 0.0490m, 1m);
        var stop = bench.Place(bench.Alice, new NewOrder(Side.Sell, OrderType.StopLossLimit)
        {
            Quantity = 1m, Price = 0.0480m, StopPrice = 0.0491m,
        });
        Assert.False(stop.IsWorking);

        bench.Limit(bench.Bob, Side.Sell, 0.0490m, 0.5m);

        Assert.True(stop.IsWorking);
        Assert.Equal((OrderStatus.PartiallyFilled, 0.5m), (stop.Status, stop.Executed));
        var reports = bench.Heard.Reports.Where(report => report.Order == stop).Select(report => (report.Type, report.IsOnBook));
        Assert.Equal([(ExecutionType.New, false), (ExecutionType.New, true), (ExecutionType.Trade, true)], reports);
    }

    [Fact]
    public void StopLoss_BuyThatCannotBePaidWhenTriggered_ExpiresAsRejected()
    {
        var poor = new VenueBench(funds: 10m);
        var stop = poor.Place(poor.Alice, new NewOrder(Side.Buy, OrderType.StopLoss) { Quantity = 190m, StopPrice = 0.0505m });
        poor.Limit(poor.Bob, Side.Sell, 0.0505m, 0.1m);
        poor.Limit(poor.Bob, Side.Sell, 0.06m, 9.8m);
        poor.Limit(poor.Alice, Side.Buy, 0.0400m, 10m);
        poor.Market.Book.Add(Resting(poor, 0.09m, 200m));

        poor.Limit(poor.Bob, Side.Buy, 0.0505m, 0.1m);

        Assert.Equal((OrderStatus.Expired, ExpiryReason.Rejected, 0m), (stop.Status, stop.ExpiryReason, stop.Locked));
    }

    [Theory]
    [InlineData("StopLoss", "SELL", "0.0501")]
    [InlineData("StopLoss", "BUY", "0.0499")]
    [InlineData("TakeProfit", "SELL", "0.0499")]
    [InlineData("TakeProfit", "BUY", "0.0501")]
    public void Stop_OnTheWrongSideOfTheLastTrade_IsRefused(string type, string side, string stop)
    {
        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice,
            new NewOrder(SideOf(side), Enum.Parse<OrderType>(type)) { Quantity = 1m, StopPrice = decimal.Parse(stop) }));

        Assert.Equal((-2010, "Order would trigger immediately."), (refusal.Code, refusal.Message));
    }

    private static Side SideOf(string text) => text == "BUY" ? Side.Buy : Side.Sell;

    private static Order Resting(VenueBench bench, decimal price, decimal quantity)
    {
        var order = new Order
        {
            Id = 1_000_000,
            Account = bench.Directory.MarketMaker,
            Symbol = bench.Market.Rules,
            ClientOrderId = "deep",
            Side = Side.Sell,
            Type = OrderType.Limit,
            TimeInForce = TimeInForce.Gtc,
            CreatedAt = bench.Time.GetUtcNow(),
            Price = price,
            Quantity = quantity,
        };
        Settlement.Lock(order, quantity);
        return order;
    }
}
