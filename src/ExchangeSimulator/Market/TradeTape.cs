namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Recent trades of one symbol: last price, average over five minutes, list for the trades call.</summary>
internal sealed class TradeTape(decimal startPrice)
{
    /// <summary>The most that a trades call may ask for.</summary>
    public const int RecentMax = 1_000;

    // About 300 trades a second over the average's window; older ones leave the average early.
    private const int WindowMax = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(SymbolRules.AveragePriceMinutes);

    private readonly Queue<PublicTrade> recent = new();
    private readonly Queue<PublicTrade> window = new();
    private decimal windowQuantity;
    private decimal windowQuote;
    private long lastId;

    public decimal LastPrice { get; private set; } = startPrice;

    public DateTimeOffset LastAt { get; private set; }

    public IEnumerable<PublicTrade> Recent => recent;

    public PublicTrade Record(decimal price, decimal quantity, decimal quote, bool isBuyerMaker, DateTimeOffset at)
    {
        var trade = new PublicTrade(++lastId, price, quantity, quote, at, isBuyerMaker);
        recent.Enqueue(trade);
        if (recent.Count > RecentMax)
            recent.Dequeue();
        window.Enqueue(trade);
        windowQuantity += quantity;
        windowQuote += quote;
        if (window.Count > WindowMax)
            DropOldest();
        LastPrice = price;
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
