namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Statistics of a symbol over a window that ends now. Amounts are of base unless named quote.</summary>
internal sealed record TickerWindow(
    long OpenAt,
    long CloseAt,
    decimal Open,
    decimal High,
    decimal Low,
    decimal Last,
    decimal PreviousClose,
    decimal Volume,
    decimal QuoteVolume,
    long FirstId,
    long LastId,
    int Count)
{
    public decimal Change => Last - Open;

    /// <summary>In percent, e.g. 1.5.</summary>
    public decimal ChangePercent => Open == 0 ? 0 : Change / Open * 100;

    public decimal WeightedAverage => Volume == 0 ? 0 : QuoteVolume / Volume;

    /// <param name="tape">The symbol's trades.</param>
    /// <param name="openAt">Start of the window, Unix milliseconds; trades count from the minute that it lies in.</param>
    /// <param name="closeAt">End of the window as it is to be named, Unix milliseconds.</param>
    public static TickerWindow Of(TradeTape tape, long openAt, long closeAt)
    {
        const long Minute = 60_000;
        var from = openAt / Minute * Minute;
        var previous = tape.Minutes.Before(from)?.Close ?? tape.StartPrice;
        var sum = new TradeBar(from);
        foreach (var bar in tape.Minutes.Since(from))
            sum.Add(bar);
        if (sum.Count == 0)
            sum = TradeBar.Flat(from, tape.LastPrice);
        return new TickerWindow(openAt, closeAt, sum.Open, sum.High, sum.Low, sum.Close, previous, sum.Volume, sum.QuoteVolume,
            sum.FirstId, sum.LastId, sum.Count);
    }
}
