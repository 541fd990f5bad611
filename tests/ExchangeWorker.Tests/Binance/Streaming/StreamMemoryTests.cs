using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Microsoft.Extensions.Time.Testing;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Streaming;

/// <summary>The venue numbers orders by pair: the same number of another pair is another order.</summary>
public sealed class StreamMemoryTests
{
    [Fact]
    public void Report_OfTheSameNumbersAndAnotherPair_IsNew()
    {
        var recent = new RecentReports();

        Assert.True(recent.IsNew(Report("BTC/USDT")));
        Assert.False(recent.IsNew(Report("BTC/USDT")));
        Assert.True(recent.IsNew(Report("ETH/USDT")));
        Assert.True(recent.IsNew(Report("ETH/USDT") with { ExecutionId = null }));
    }

    [Fact]
    public void Expectation_IsNotMetByTheSameNumberOfAnotherPair()
    {
        var time = new FakeTimeProvider();
        var expectations = new StreamExpectations(time);
        expectations.Expect("BTC/USDT", "28");
        expectations.Heard("ETH/USDT", "28");
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(("BTC/USDT", "28"), expectations.Overdue(TimeSpan.FromSeconds(10)));
        expectations.Heard("BTC/USDT", "28");
        Assert.Null(expectations.Overdue(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public void Expectation_OfWhatWasHeardBefore_IsNone()
    {
        var time = new FakeTimeProvider();
        var expectations = new StreamExpectations(time);
        expectations.Heard("BTC/USDT", "28");
        expectations.Expect("BTC/USDT", "28");
        time.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(expectations.Overdue(TimeSpan.FromSeconds(10)));
    }

    private static VenueStreamEvent.OrderReported Report(string symbol)
    {
        var order = new VenueOrder
        {
            Symbol = symbol,
            VenueOrderId = "28",
            ClientOrderId = "b3-1",
            Side = OrderSide.Buy,
            Status = VenueOrderStatus.Open,
            Quantity = 1,
            ExecutedQuantity = 0,
            ReportedAt = DateTimeOffset.UnixEpoch,
        };
        return new VenueStreamEvent.OrderReported(order, null) { ExecutionId = 7 };
    }
}
