using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

public sealed class FilterTests
{
    private readonly VenueBench bench = new();

    [Theory]
    [InlineData("0.050001", "1", "PRICE_FILTER")]
    [InlineData("922328", "1", "PRICE_FILTER")]
    [InlineData("0.26", "1", "PERCENT_PRICE_BY_SIDE")]
    [InlineData("0.00999", "1", "PERCENT_PRICE_BY_SIDE")]
    [InlineData("0.05", "1.00001", "LOT_SIZE")]
    [InlineData("0.05", "9000.0001", "LOT_SIZE")]
    [InlineData("0.05", "0.0019", "NOTIONAL")]
    public void Limit_BreakingAFilter_NamesIt(string price, string quantity, string filter)
    {
        var refusal = VenueBench.Refused(() => bench.Limit(bench.Alice, Side.Buy, decimal.Parse(price), decimal.Parse(quantity)));

        Assert.Equal((400, -1013, $"Filter failure: {filter}"), (refusal.Status, refusal.Code, refusal.Message));
    }

    [Theory]
    [InlineData("3000.0001", "0", "MARKET_LOT_SIZE")]
    [InlineData("0.0001", "0", "NOTIONAL")]
    [InlineData("0", "0.00001", "NOTIONAL")]
    public void Market_BreakingAFilter_NamesIt(string quantity, string quote, string filter)
    {
        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice, new NewOrder(Side.Buy, OrderType.Market)
        {
            Quantity = decimal.Parse(quantity),
            QuoteQuantity = decimal.Parse(quote),
        }));

        Assert.Equal($"Filter failure: {filter}", refusal.Message);
    }

    [Fact]
    public void Limit_TwoHundredOpenAlready_IsRefused()
    {
        for (var count = 0; count < 200; count++)
            bench.Limit(bench.Alice, Side.Buy, 0.04m, 0.1m);

        var refusal = VenueBench.Refused(() => bench.Limit(bench.Alice, Side.Buy, 0.04m, 0.1m));

        Assert.Equal("Filter failure: MAX_NUM_ORDERS", refusal.Message);
    }

    [Fact]
    public void Stop_FiveWaitingAlready_IsRefused()
    {
        var stop = new NewOrder(Side.Sell, OrderType.StopLoss) { Quantity = 0.1m, StopPrice = 0.04m };
        for (var count = 0; count < 5; count++)
            bench.Place(bench.Alice, stop);

        var refusal = VenueBench.Refused(() => bench.Place(bench.Alice, stop));

        Assert.Equal("Filter failure: MAX_NUM_ALGO_ORDERS", refusal.Message);
    }

    [Theory]
    [InlineData("1", "0.0099", "ICEBERG_PARTS")]
    [InlineData("1", "0.00001", "LOT_SIZE")]
    public void Iceberg_BreakingAFilter_NamesIt(string quantity, string part, string filter)
    {
        var order = ListRequests.Limit(Side.Buy, 0.05m, decimal.Parse(quantity)) with { IcebergQuantity = decimal.Parse(part) };

        Assert.Equal($"Filter failure: {filter}", VenueBench.Refused(() => bench.Place(bench.Alice, order)).Message);
    }

    [Fact]
    public void Iceberg_TooManyOpen_IsRefused()
    {
        var strict = With(Known with { IcebergOrdersMax = 1 });
        var iceberg = ListRequests.Limit(Side.Buy, 0.04m) with { IcebergQuantity = 0.1m };
        strict.Place(strict.Alice, iceberg);

        Assert.Equal("Filter failure: MAX_NUM_ICEBERG_ORDERS", VenueBench.Refused(() => strict.Place(strict.Alice, iceberg)).Message);
    }

    [Fact]
    public void Buy_BeyondTheLargestPosition_IsRefusedAndASellIsNot()
    {
        var strict = With(Known with { PositionMax = 1_002m });
        strict.Limit(strict.Alice, Side.Buy, 0.04m, 1.5m);

        Assert.Equal("Filter failure: MAX_POSITION", VenueBench.Refused(() => strict.Limit(strict.Alice, Side.Buy, 0.04m, 0.6m)).Message);
        strict.Limit(strict.Alice, Side.Sell, 0.06m, 0.6m);
    }

    [Fact]
    public void Filters_OfTheOtherNames_NameThemselves()
    {
        var other = With(Known with { IsPercentPriceBySide = false, HasNotionalMax = false, IsNotionalForMarket = false });
        other.Limit(other.Bob, Side.Sell, 0.05m, 1m);

        Assert.Equal("Filter failure: PERCENT_PRICE", VenueBench.Refused(() => other.Limit(other.Alice, Side.Buy, 0.26m, 1m)).Message);
        Assert.Equal("Filter failure: MIN_NOTIONAL", VenueBench.Refused(() => other.Limit(other.Alice, Side.Buy, 0.05m, 0.0019m)).Message);
        other.Place(other.Alice, new NewOrder(Side.Buy, OrderType.Market) { Quantity = 0.0001m });
    }

    [Theory]
    [InlineData(1, null, null, null, "EXCHANGE_MAX_NUM_ORDERS")]
    [InlineData(null, 0, null, null, "EXCHANGE_MAX_NUM_ALGO_ORDERS")]
    [InlineData(null, null, 0, null, "EXCHANGE_MAX_NUM_ICEBERG_ORDERS")]
    [InlineData(null, null, null, 0, "EXCHANGE_MAX_NUM_ORDER_LISTS")]
    public void Exchange_TooManyOpen_IsRefused(int? orders, int? algo, int? icebergs, int? lists, string filter)
    {
        var strict = new VenueBench(limits: new ExchangeLimits
        {
            OpenOrdersMax = orders, AlgoOrdersMax = algo, IcebergOrdersMax = icebergs, OrderListsMax = lists,
        });
        var list = ListRequests.Oco(ListRequests.Maker(Side.Sell, 0.06m) with { IcebergQuantity = 0.1m }, ListRequests.Stop(Side.Sell, 0.04m));

        Assert.Equal($"Filter failure: {filter}", VenueBench.Refused(() => strict.PlaceList(strict.Alice, list)).Message);
    }

    [Fact]
    public void Symbol_ThatOffersLittle_SaysSo()
    {
        var plain = With(Known with
        {
            IcebergAllowed = false, AllowTrailingStop = false, PegInstructionsAllowed = false, QuoteOrderQtyMarketAllowed = false,
            OcoAllowed = false, OtoAllowed = false, OpoAllowed = false, AmendAllowed = false, OrderTypes = ["LIMIT", "MARKET", "STOP_LOSS"],
        });
        var limit = ListRequests.Limit(Side.Buy, 0.05m);
        var market = new NewOrder(Side.Buy, OrderType.Market);
        var oto = ListRequests.Oto(limit, ListRequests.Limit(Side.Sell, 0.06m));
        Assert.Equal("Iceberg orders are not supported for this symbol.", Refusal(limit with { IcebergQuantity = 0.1m }));
        Assert.Equal("Trailing stop orders are not supported for this symbol.",
            Refusal(ListRequests.Stop(Side.Sell, 0.04m) with { TrailingDelta = 100 }));
        Assert.Equal("Quote order qty market orders are not support for this symbol.", Refusal(market with { QuoteQuantity = 1m }));
        Assert.Equal("Stop loss limit orders are not supported for this symbol.",
            Refusal(ListRequests.Stop(Side.Sell, 0.04m) with { Type = OrderType.StopLossLimit }));
        Assert.Equal("OCO orders are not supported for this symbol", ListRefusal(ListRequests.SellingOco));
        Assert.Equal("OTO orders are not supported for this symbol.", ListRefusal(oto));
        var order = plain.Place(plain.Alice, limit);
        Assert.Equal("Order amend is not supported for this symbol.",
            VenueBench.Refused(() => plain.Venue.Engine.Amend(plain.Market, order, 0.5m, null, plain.Time.GetUtcNow())).Message);

        string Refusal(NewOrder asked) => VenueBench.Refused(() => plain.Place(plain.Alice, asked)).Message;
        string ListRefusal(NewOrderList asked) => VenueBench.Refused(() => plain.PlaceList(plain.Alice, asked)).Message;
    }

    [Fact]
    public void StopLimit_FarFromTheMarketWhenTriggered_ExpiresAsRejected()
    {
        var stop = bench.Place(bench.Alice, ListRequests.Stop(Side.Sell, 0.02m) with { Type = OrderType.StopLossLimit, Price = 0.0101m });
        foreach (var price in new[] { 0.4m, 0.4m, 0.4m, 0.4m })
            bench.TradeAt(price);

        bench.TradeAt(0.02m);

        Assert.Equal((OrderStatus.Expired, ExpiryReason.Rejected), (stop.Status, stop.ExpiryReason));
        Assert.Equal(0m, bench.Alice.Of("ETH").Locked);
    }

    private static SymbolOptions Known => DefaultSymbols.All.Single(symbol => symbol.Name == VenueBench.Symbol);

    private static VenueBench With(SymbolOptions symbol) => new(symbol: symbol);
}
