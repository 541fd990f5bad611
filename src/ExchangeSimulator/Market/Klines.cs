namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Candles of one interval, made of a tape's bars. Between the first trade and now none is missing: quiet ones are flat.</summary>
internal static class Klines
{
    // No answer has more; what goes before would be thrown away again.
    private const int CandlesMax = 100_000;

    /// <param name="tape">Where the bars are.</param>
    /// <param name="interval">Length of the candles.</param>
    /// <param name="offset">Time zone, as milliseconds ahead of UTC.</param>
    /// <param name="from">No candle that opens before it; Unix milliseconds.</param>
    /// <param name="until">No candle that opens after it; Unix milliseconds.</param>
    public static IReadOnlyList<TradeBar> Of(TradeTape tape, KlineInterval interval, long offset, long from, long until)
    {
        var series = interval.IsSeconds ? tape.Seconds : tape.Minutes;
        var bars = series.Since(from <= 0 ? 0 : interval.Start(from, offset));
        var candles = new List<TradeBar>();
        var earlier = from <= 0 ? null : series.Before(interval.Start(from, offset));
        TradeBar? last = null;
        if (earlier is not null)
            last = TradeBar.Flat(interval.Start(from, offset), earlier.Close);
        if (last is not null)
            candles.Add(last);
        foreach (var bar in bars)
        {
            var start = interval.Start(bar.OpenAt, offset);
            last = Fill(candles, last, interval, offset, start);
            if (last is null || last.OpenAt != start)
                candles.Add(last = new TradeBar(start));
            last.Add(bar);
        }

        if (last is not null)
            Fill(candles, last, interval, offset, interval.Start(until, offset), isLastFilled: true);
        return candles.FindAll(candle => candle.OpenAt >= from && candle.OpenAt <= until);
    }

    private static TradeBar? Fill(
        List<TradeBar> candles, TradeBar? last, KlineInterval interval, long offset, long until, bool isLastFilled = false)
    {
        if (last is null)
            return null;
        for (var start = interval.Next(last.OpenAt, offset); isLastFilled ? start <= until : start < until;)
        {
            candles.Add(last = TradeBar.Flat(start, last.Close));
            if (candles.Count > CandlesMax)
                candles.RemoveRange(0, candles.Count - (CandlesMax / 2));
            start = interval.Next(start, offset);
        }

        return last;
    }
}
