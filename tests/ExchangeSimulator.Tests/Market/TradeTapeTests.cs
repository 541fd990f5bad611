using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Market;

public sealed class TradeTapeTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void AveragePrice_TradesLeaveAfterFiveMinutes()
    {
        var tape = new TradeTape(100m);
        Assert.Equal(100m, tape.AveragePrice(Now));
        tape.Record(10m, 1m, 10m, isBuyerMaker: true, Now);
        tape.Record(20m, 3m, 60m, isBuyerMaker: true, Now.AddMinutes(1));

        Assert.Equal(17.5m, tape.AveragePrice(Now.AddMinutes(5)));
        Assert.Equal(20m, tape.AveragePrice(Now.AddMinutes(6)));
        Assert.Equal(20m, tape.AveragePrice(Now.AddMinutes(7)));
    }

    [Fact]
    public void Recent_MoreThanItKeeps_DropsTheOldest()
    {
        var tape = new TradeTape(100m);
        for (var count = 0; count <= TradeTape.HistoryMax; count++)
            tape.Record(10m, 1m, 10m, isBuyerMaker: false, Now);

        Assert.Equal((TradeTape.HistoryMax, 2L), (tape.Recent.Count(), tape.Recent.First().Id));
    }
}
