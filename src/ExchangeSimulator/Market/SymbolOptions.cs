namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>A simulated symbol: its grid, its limits (PROTOCOL §7) and the price at which its market starts.</summary>
public sealed record SymbolOptions
{
    /// <summary>Base asset, e.g. <c>BTC</c>.</summary>
    public required string BaseAsset { get; init; }

    /// <summary>Quote asset, e.g. <c>USDT</c>.</summary>
    public required string QuoteAsset { get; init; }

    /// <summary>Price at the start, in quote, above 0.</summary>
    public required decimal StartPrice { get; init; }

    /// <summary>PRICE_FILTER tick size in quote, above 0; also the minimum price.</summary>
    public required decimal TickSize { get; init; }

    /// <summary>LOT_SIZE step in base, above 0; also the minimum quantity.</summary>
    public required decimal StepSize { get; init; }

    /// <summary>LOT_SIZE maximum in base.</summary>
    public decimal QuantityMax { get; init; } = 9_000m;

    /// <summary>MARKET_LOT_SIZE maximum in base.</summary>
    public decimal MarketQuantityMax { get; init; } = 100m;

    /// <summary>PRICE_FILTER maximum in quote.</summary>
    public decimal PriceMax { get; init; } = 1_000_000m;

    /// <summary>NOTIONAL minimum in quote.</summary>
    public required decimal NotionalMin { get; init; }

    /// <summary>NOTIONAL maximum in quote.</summary>
    public decimal NotionalMax { get; init; } = 9_000_000m;

    /// <summary>PERCENT_PRICE_BY_SIDE upper factor of a BUY price and of a SELL price.</summary>
    public decimal PriceFactorUp { get; init; } = 5m;

    /// <summary>PERCENT_PRICE_BY_SIDE lower factor of a BUY price and of a SELL price.</summary>
    public decimal PriceFactorDown { get; init; } = 0.2m;

    /// <summary>MAX_NUM_ORDERS: open orders of one account on the symbol.</summary>
    public int OpenOrdersMax { get; init; } = 200;

    /// <summary>MAX_NUM_ALGO_ORDERS: open stop-loss and take-profit orders of one account on the symbol.</summary>
    public int AlgoOrdersMax { get; init; } = 5;

    /// <summary>Quantity that the synthetic market rests on one price level, in base.</summary>
    public required decimal LevelQuantity { get; init; }

    /// <summary>The symbol as the venue spells it, e.g. <c>BTCUSDT</c>.</summary>
    public string Name => BaseAsset + QuoteAsset;
}
