namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>What traded within one span of time. Amounts are of base unless named quote.</summary>
internal sealed class TradeBar(long openAt)
{
    /// <summary>Start of the span in Unix milliseconds.</summary>
    public long OpenAt { get; } = openAt;

    public decimal Open { get; private set; }

    public decimal High { get; private set; }

    public decimal Low { get; private set; }

    public decimal Close { get; private set; }

    public decimal Volume { get; private set; }

    public decimal QuoteVolume { get; private set; }

    public decimal TakerBuyVolume { get; private set; }

    public decimal TakerBuyQuoteVolume { get; private set; }

    public long FirstId { get; private set; } = -1;

    public long LastId { get; private set; } = -1;

    public int Count { get; private set; }

    /// <summary>A span in which nothing traded: the price stayed.</summary>
    public static TradeBar Flat(long openAt, decimal price) =>
        new(openAt) { Open = price, High = price, Low = price, Close = price };

    public void Add(PublicTrade trade)
    {
        AddPrices(trade.Price, trade.Price, trade.Price, trade.Price);
        Volume += trade.Quantity;
        QuoteVolume += trade.QuoteQuantity;
        if (!trade.IsBuyerMaker)
        {
            TakerBuyVolume += trade.Quantity;
            TakerBuyQuoteVolume += trade.QuoteQuantity;
        }

        AddIds(trade.Id, trade.Id, 1);
    }

    /// <summary>Adds a later bar.</summary>
    public void Add(TradeBar later)
    {
        if (later.Count == 0)
            return;
        AddPrices(later.Open, later.High, later.Low, later.Close);
        Volume += later.Volume;
        QuoteVolume += later.QuoteVolume;
        TakerBuyVolume += later.TakerBuyVolume;
        TakerBuyQuoteVolume += later.TakerBuyQuoteVolume;
        AddIds(later.FirstId, later.LastId, later.Count);
    }

    private void AddPrices(decimal open, decimal high, decimal low, decimal close)
    {
        if (Count == 0)
            Open = open;
        High = Count == 0 ? high : Math.Max(High, high);
        Low = Count == 0 ? low : Math.Min(Low, low);
        Close = close;
    }

    private void AddIds(long first, long last, int count)
    {
        if (Count == 0)
            FirstId = first;
        LastId = last;
        Count += count;
    }
}
