namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>What may change about a symbol while the venue runs, besides its filters. Read and written under the venue's lock.</summary>
internal sealed class SymbolState
{
    public SymbolStatus Status { get; set; } = SymbolStatus.Trading;

    /// <summary>Reference price in quote; null if none is set now.</summary>
    public decimal? ReferencePrice { get; private set; }

    /// <summary>When the reference price was set or removed last; null if there never was one.</summary>
    public DateTimeOffset? ReferencePriceAt { get; private set; }

    /// <summary>Price range execution rule: how far from the reference price an order may execute; null for no such rule.</summary>
    public PriceRange? PriceRange { get; set; }

    public void SetReferencePrice(decimal? price, DateTimeOffset now)
    {
        ReferencePrice = price;
        ReferencePriceAt = now;
    }
}
