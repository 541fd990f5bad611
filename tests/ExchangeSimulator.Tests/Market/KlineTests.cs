using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Market;

public sealed class KlineTests
{
    private static readonly DateTimeOffset Start = new(2026, 7, 1, 12, 0, 30, TimeSpan.Zero);

    private readonly TradeTape tape = new(100m);

    [Fact]
    public void Minutes_TradesAndAQuietMinute_GiveOneCandleEach()
    {
        Trade(100m, 1m, 0);
        Trade(103m, 2m, 10);
        Trade(99m, 1m, 20, isBuyerMaker: true);
        Trade(105m, 1m, 130);

        var candles = Candles("1m", 200);

        Assert.Equal([99m, 99m, 105m, 105m], candles.Select(candle => candle.Close));
        Assert.Equal((100m, 103m, 99m, 4m), (candles[0].Open, candles[0].High, candles[0].Low, candles[0].Volume));
        Assert.Equal((3m, 306m), (candles[0].TakerBuyVolume, candles[0].TakerBuyQuoteVolume));
        Assert.Equal((1L, 3L, 3), (candles[0].FirstId, candles[0].LastId, candles[0].Count));
        Assert.Equal((99m, 99m, 0m, 0), (candles[1].Open, candles[1].High, candles[1].Volume, candles[1].Count));
    }

    [Fact]
    public void From_AfterTheLastTrade_StartsFlatAtItsPrice()
    {
        Trade(100m, 1m, 0);

        var from = Start.AddMinutes(5).ToUnixTimeMilliseconds();
        var candles = Klines.Of(tape, Interval("1m"), 0, from, from + 60_000);

        Assert.Equal([100m], candles.Select(candle => candle.Open));
        Assert.All(candles, candle => Assert.True(candle.OpenAt >= from));
    }

    [Theory]
    [InlineData("1w", 0, "2026-06-29T00:00:00Z", "2026-07-06T00:00:00Z")]
    [InlineData("1M", 0, "2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z")]
    [InlineData("1d", 8, "2026-06-30T16:00:00Z", "2026-07-01T16:00:00Z")]
    [InlineData("4h", 0, "2026-07-01T12:00:00Z", "2026-07-01T16:00:00Z")]
    public void Start_OfAnInterval_IsTheCalendars(string name, int hours, string start, string next)
    {
        var offset = hours * 3_600_000L;
        var found = Interval(name).Start(Start.ToUnixTimeMilliseconds(), offset);

        Assert.Equal(Milliseconds(start), found);
        Assert.Equal(Milliseconds(next), Interval(name).Next(found, offset));
    }

    [Fact]
    public void Window_Statistics_CoverOnlyItsTrades()
    {
        Trade(90m, 1m, 0);
        Trade(100m, 1m, 120);
        Trade(110m, 3m, 130);

        var now = Start.AddSeconds(140).ToUnixTimeMilliseconds();
        var window = TickerWindow.Of(tape, now - 60_000, now);

        Assert.Equal((100m, 110m, 100m, 110m, 90m), (window.Open, window.High, window.Low, window.Last, window.PreviousClose));
        Assert.Equal((4m, 430m, 107.5m, 10m), (window.Volume, window.QuoteVolume, window.WeightedAverage, window.ChangePercent));
    }

    [Fact]
    public void Window_WithoutTrades_IsFlatAtTheLastPrice()
    {
        var window = TickerWindow.Of(tape, 0, 1);

        Assert.Equal((100m, 100m, 0m, -1L, 0), (window.Open, window.Last, window.ChangePercent, window.FirstId, window.Count));
    }

    [Fact]
    public void Aggregates_OneTakerAtOnePrice_AreOneTrade()
    {
        Trade(100m, 1m, 0);
        Trade(100m, 2m, 0);
        Trade(101m, 1m, 0);
        var first = tape.Aggregates.EndAction();
        Trade(101m, 1m, 0);

        Assert.Equal([(1L, 3m, 1L, 2L), (2L, 1m, 3L, 3L)], first.Select(one => (one.Id, one.Quantity, one.FirstId, one.LastId)));
        Assert.Equal([(3L, 4L)], tape.Aggregates.EndAction().Select(one => (one.Id, one.FirstId)));
        Assert.Empty(tape.Aggregates.EndAction());
    }

    private static KlineInterval Interval(string name)
    {
        Assert.True(KlineInterval.TryParse(name, out var interval));
        return interval;
    }

    private static long Milliseconds(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private IReadOnlyList<TradeBar> Candles(string interval, int untilSeconds) =>
        Klines.Of(tape, Interval(interval), 0, 0, Start.AddSeconds(untilSeconds).ToUnixTimeMilliseconds());

    private void Trade(decimal price, decimal quantity, int second, bool isBuyerMaker = false) =>
        tape.Record(price, quantity, price * quantity, isBuyerMaker, Start.AddSeconds(second));
}
