namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>The trades of one symbol: the latest one by one, older ones as bars, the average price over five minutes.</summary>
internal sealed class TradeTape(decimal startPrice)
{
    /// <summary>The most that a trades call may ask for.</summary>
    public const int RecentMax = 1_000;

    /// <summary>Trades that are kept one by one; historical trades before them are forgotten.</summary>
    public const int HistoryMax = 20_000;

    // About 300 trades a second over the average's window; older ones leave the average early.
    private const int WindowMax = 100_000;

    // A little more than a month, so that each interval has a whole candle; and half an hour of seconds.
    private const int MinutesMax = 46_000;
    private const int SecondsMax = 1_800;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(SymbolRules.AveragePriceMinutes);

    private readonly Queue<PublicTrade> recent = new();
    private readonly Queue<PublicTrade> window = new();
    private decimal windowQuantity;
    private decimal windowQuote;
    private long lastId;

    /// <summary>The price before anything traded.</summary>
    public decimal StartPrice { get; } = startPrice;

    public decimal LastPrice { get; private set; } = startPrice;

    public decimal LastQuantity { get; private set; }

    public DateTimeOffset LastAt { get; private set; }

    /// <summary>The latest trades, oldest first.</summary>
    public IEnumerable<PublicTrade> Recent => recent;

    public AggregateTape Aggregates { get; } = new();

    public BarSeries Minutes { get; } = new(TimeSpan.FromMinutes(1), MinutesMax);

    public BarSeries Seconds { get; } = new(TimeSpan.FromSeconds(1), SecondsMax);

    public PublicTrade Record(decimal price, decimal quantity, decimal quote, bool isBuyerMaker, DateTimeOffset at)
    {
        var trade = new PublicTrade(++lastId, price, quantity, quote, at, isBuyerMaker);
        recent.Enqueue(trade);
        if (recent.Count > HistoryMax)
            recent.Dequeue();
        window.Enqueue(trade);
        windowQuantity += quantity;
        windowQuote += quote;
        if (window.Count > WindowMax)
            DropOldest();
        Aggregates.Add(trade);
        Minutes.Add(trade);
        Seconds.Add(trade);
        LastPrice = price;
        LastQuantity = quantity;
        LastAt = at;
        return trade;
    }

    /// <summary>Volume-weighted price of the last five minutes, the last price if nothing traded.</summary>
    public decimal AveragePrice(DateTimeOffset now)
    {
        while (window.TryPeek(out var oldest) && oldest.At < now - Window)
            DropOldest();
        return windowQuantity > 0 && windowQuote > 0 ? windowQuote / windowQuantity : LastPrice;
    }

    private void DropOldest()
    {
        var oldest = window.Dequeue();
        windowQuantity -= oldest.Quantity;
        windowQuote -= oldest.QuoteQuantity;
    }
}
