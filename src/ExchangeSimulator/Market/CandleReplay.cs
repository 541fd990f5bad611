namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>
/// Walks along recorded candles: open, then low and high (high first in a falling minute), then close. Stays at the last close.
/// </summary>
internal sealed class CandleReplay : IPricePath
{
    private const int LegsPerCandle = 3;

    private readonly IReadOnlyList<Candle> candles;
    private readonly decimal candlesPerStep;
    private decimal position;
    private decimal factor = 1;

    public CandleReplay(IReadOnlyList<Candle> candles, MarketOptions options)
    {
        this.candles = candles;
        candlesPerStep = options.ReplaySpeed * options.StepInterval.Ticks / TimeSpan.FromMinutes(1).Ticks;
    }

    public decimal Next(decimal current)
    {
        var price = PriceAt(position) * factor;
        position = Math.Min(position + candlesPerStep, candles.Count);
        return price;
    }

    /// <summary>The rest of the recording is scaled, so that it goes on from the price that was set.</summary>
    public void MoveTo(decimal price) => factor = price / PriceAt(position);

    private decimal PriceAt(decimal at)
    {
        if (at >= candles.Count)
            return candles[^1].Close;
        var index = (int)at;
        var candle = candles[index];
        var isFalling = candle.Close < candle.Open;
        decimal[] corners = isFalling
            ? [candle.Open, candle.High, candle.Low, candle.Close]
            : [candle.Open, candle.Low, candle.High, candle.Close];
        var along = (at - index) * LegsPerCandle;
        var leg = (int)along;
        return corners[leg] + ((corners[leg + 1] - corners[leg]) * (along - leg));
    }
}
