using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Tests.Exchange;

public class SymbolRulesTests
{
    private static readonly MarketReference Market = new()
    {
        Price = 100, OpenOrders = 199, OpenTriggerOrders = 4, BaseBalance = 5, OpenBuyQuantity = 3,
    };

    private static readonly CandidateOrder Limit = new() { Side = Side.Buy, Type = OrderType.Limit, Quantity = 1, LimitPrice = 100 };

    private static readonly CandidateOrder AtMarket = new() { Side = Side.Sell, Type = OrderType.Market, Quantity = 1 };

    private static readonly CandidateOrder Stop = new()
    {
        Side = Side.Sell, Type = OrderType.StopLossLimit, Quantity = 1, LimitPrice = 98, TriggerPrice = 99,
    };

    private static string[] Texts(SymbolFilter filter, CandidateOrder order) =>
        [.. Rules(filter).Check(order, Market).Select(found => found.Text)];

    private static SymbolRules Rules(params SymbolFilter[] filters) =>
        new(Some.Venue, Some.Symbol, "BTCUSDT", SymbolStatus.Trading, [.. filters]);

    [Fact]
    public void PriceFilter_OffGridAndOutOfBounds_NamesEach()
    {
        var filter = new PriceFilter(10, 1000, 0.01m);
        Assert.Empty(Texts(filter, Limit));
        Assert.Empty(Texts(filter, AtMarket));
        Assert.Equal(["PRICE_FILTER: LimitPrice 100.001 is not a multiple of 0.01."], Texts(filter, Limit with { LimitPrice = 100.001m }));
        Assert.Equal(
            ["PRICE_FILTER: LimitPrice 9 is below 10.", "PRICE_FILTER: TriggerPrice 1001 is above 1000."],
            Texts(filter, Stop with { LimitPrice = 9, TriggerPrice = 1001 }));
        Assert.Empty(Texts(new PriceFilter(0, 0, 0), Limit with { LimitPrice = 0.0000001m }));
    }

    [Fact]
    public void PercentPrice_FarFromTheReference_IsABreach()
    {
        var filter = new PercentPriceFilter(0.8m, 1.2m);
        Assert.Empty(Texts(filter, Limit));
        Assert.Equal(["PERCENT_PRICE: LimitPrice 121 is above 120.0."], Texts(filter, Limit with { LimitPrice = 121 }));
        Assert.Empty(filter.Check(Limit with { LimitPrice = 121 }, MarketReference.None));
    }

    [Fact]
    public void PercentPriceBySide_EachSide_HasItsOwnBounds()
    {
        var filter = new PercentPriceBySideFilter(0.5m, 1.1m, 0.9m, 5m);
        Assert.Equal(["PERCENT_PRICE_BY_SIDE: LimitPrice 111 is above 110.0."], Texts(filter, Limit with { LimitPrice = 111 }));
        Assert.Empty(Texts(filter, Limit with { Side = Side.Sell, LimitPrice = 111 }));
        Assert.Equal(
            ["PERCENT_PRICE_BY_SIDE: LimitPrice 89 is below 90.0."], Texts(filter, Limit with { Side = Side.Sell, LimitPrice = 89 }));
        Assert.Empty(Texts(filter, AtMarket));
    }

    [Fact]
    public void LotSize_OffGridAndOutOfBounds_NamesEach()
    {
        var filter = new LotSizeFilter(0.001m, 100, 0.001m);
        Assert.Empty(Texts(filter, Limit with { IcebergQuantity = 0.5m }));
        Assert.Equal(
            ["LOT_SIZE: Quantity 0.0005 is below 0.001.", "LOT_SIZE: Quantity 0.0005 is not a multiple of 0.001."],
            Texts(filter, Limit with { Quantity = 0.0005m }));
        Assert.Equal(["LOT_SIZE: IcebergQuantity 101 is above 100."], Texts(filter, Limit with { IcebergQuantity = 101 }));
    }

    [Fact]
    public void MarketLotSize_BindsMarketOrdersOnly()
    {
        var filter = new MarketLotSizeFilter(0, 0.5m, 0);
        Assert.Empty(Texts(filter, Limit));
        Assert.Equal(["MARKET_LOT_SIZE: Quantity 1 is above 0.5."], Texts(filter, AtMarket));
    }

    [Fact]
    public void MinNotional_MarketOrders_OnlyWhereItApplies()
    {
        Assert.Equal(["MIN_NOTIONAL: Notional 100 is below 101."], Texts(new MinNotionalFilter(101, true), AtMarket));
        Assert.Empty(Texts(new MinNotionalFilter(101, false), AtMarket));
        Assert.Equal(["MIN_NOTIONAL: Notional 100 is below 101."], Texts(new MinNotionalFilter(101, false), Limit));
        Assert.Empty(new MinNotionalFilter(101, true).Check(AtMarket, MarketReference.None));
    }

    [Fact]
    public void Notional_BothBounds_AreCheckedWhereTheyApply()
    {
        var filter = new NotionalFilter(50, true, 200, false);
        Assert.Empty(Texts(filter, Limit));
        Assert.Equal(["NOTIONAL: Notional 300 is above 200."], Texts(filter, Limit with { Quantity = 3 }));
        Assert.Empty(Texts(filter, AtMarket with { Quantity = 3 }));
        Assert.Equal(["NOTIONAL: Notional 40.0 is below 50."], Texts(filter, AtMarket with { Quantity = 0.4m }));
        Assert.Empty(filter.Check(AtMarket, MarketReference.None));
    }

    [Fact]
    public void OrderCounts_OneMoreThanAllowed_IsABreach()
    {
        Assert.Empty(Texts(new MaxNumOrdersFilter(200), Limit));
        Assert.Equal(["MAX_NUM_ORDERS: OpenOrders 200 is above 199."], Texts(new MaxNumOrdersFilter(199), Limit));
        Assert.Empty(Texts(new MaxNumAlgoOrdersFilter(4), Limit));
        Assert.Equal(["MAX_NUM_ALGO_ORDERS: OpenTriggerOrders 5 is above 4."], Texts(new MaxNumAlgoOrdersFilter(4), Stop));
    }

    [Fact]
    public void MaxPosition_BindsBuysOnly()
    {
        Assert.Empty(Texts(new MaxPositionFilter(9), Limit));
        Assert.Equal(["MAX_POSITION: Position 9 is above 8.5."], Texts(new MaxPositionFilter(8.5m), Limit));
        Assert.Empty(Texts(new MaxPositionFilter(1), AtMarket));
    }

    [Fact]
    public void IcebergParts_RoundedUp_AreCounted()
    {
        var iceberg = Limit with { IcebergQuantity = 0.3m };
        Assert.Empty(Texts(new IcebergPartsFilter(4), iceberg));
        Assert.Equal(["ICEBERG_PARTS: IcebergParts 4 is above 3."], Texts(new IcebergPartsFilter(3), iceberg));
        Assert.Empty(Texts(new IcebergPartsFilter(3), Limit));
    }

    [Theory]
    [InlineData(Side.Buy, OrderType.StopLoss, "TRAILING_DELTA: TrailingDelta 5 is below 10.")]
    [InlineData(Side.Sell, OrderType.TakeProfit, "TRAILING_DELTA: TrailingDelta 5 is below 10.")]
    [InlineData(Side.Sell, OrderType.StopLossLimit, "TRAILING_DELTA: TrailingDelta 5 is above 2.")]
    [InlineData(Side.Buy, OrderType.TakeProfitLimit, "TRAILING_DELTA: TrailingDelta 5 is above 2.")]
    public void TrailingDelta_EachDirection_HasItsOwnRange(Side side, OrderType type, string expected)
    {
        var filter = new TrailingDeltaFilter(10, 2000, 1, 2);
        Assert.Equal([expected], Texts(filter, Stop with { Side = side, Type = type, TrailingDelta = 5 }));
        Assert.Empty(Texts(filter, Stop));
    }

    [Fact]
    public void Rules_SymbolThatDoesNotTrade_IsABreach()
    {
        var rules = Rules(new PriceFilter(0, 0, 0.1m), new LotSizeFilter(0, 0, 0.5m)) with { Status = SymbolStatus.NotTrading };
        Assert.Equal(["SYMBOL_STATUS: BTC/USDT does not trade at binance now."], rules.Check(Limit, Market).Select(found => found.Text));
        Assert.Equal((0.1m, 0.5m), (rules.TickSize, rules.StepSize));
        Assert.Null(Rules().TickSize);
        Assert.Null(Rules().StepSize);
    }

    [Fact]
    public void PlaceOutcomes_EqualContent_AreEqual()
    {
        Assert.Equal<PlaceOutcome>(new PlaceOutcome.Unknown("time-out"), new PlaceOutcome.Unknown("time-out"));
        Assert.NotEqual<PlaceOutcome>(
            new PlaceOutcome.NotSent("no connection", true), new PlaceOutcome.NotSent("no connection", true, TimeSpan.FromSeconds(1)));
    }
}
