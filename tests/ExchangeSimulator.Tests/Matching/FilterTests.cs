using Bot3.Messaging.ExchangeSimulator.Matching;
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
}
