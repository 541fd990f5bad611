using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Bot3.Messaging.ExchangeSimulator.Matching;

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

    /// <summary>MAX_NUM_ICEBERG_ORDERS: open orders of one account on the symbol that show a part only.</summary>
    public int IcebergOrdersMax { get; init; } = 200;

    /// <summary>ICEBERG_PARTS: parts into which an iceberg may break.</summary>
    public int IcebergPartsMax { get; init; } = 100;

    /// <summary>MAX_NUM_ORDER_LISTS: open order lists of one account on the symbol.</summary>
    public int OrderListsMax { get; init; } = 20;

    /// <summary>MAX_NUM_ORDER_AMENDS: how often one order may be amended.</summary>
    public int AmendsMax { get; init; } = 10;

    /// <summary>MAX_POSITION: balance of the base asset and open BUY quantity together, in base; 0 for no such filter.</summary>
    public decimal PositionMax { get; init; }

    /// <summary>TRAILING_DELTA: smallest distance of a trailing stop, in basis points.</summary>
    public int TrailingDeltaMin { get; init; } = 10;

    /// <summary>TRAILING_DELTA: largest distance of a trailing stop, in basis points.</summary>
    public int TrailingDeltaMax { get; init; } = 2_000;

    /// <summary>True names the percent filter PERCENT_PRICE_BY_SIDE, false PERCENT_PRICE; the factors are the same.</summary>
    public bool IsPercentPriceBySide { get; init; } = true;

    /// <summary>True has NOTIONAL with a minimum and a maximum, false MIN_NOTIONAL.</summary>
    public bool HasNotionalMax { get; init; } = true;

    /// <summary>Whether the notional filter applies to market orders.</summary>
    public bool IsNotionalForMarket { get; init; } = true;

    /// <summary>Self-trade prevention of orders that do not name a mode.</summary>
    public SelfTradePrevention SelfTradePrevention { get; init; } = SelfTradePrevention.None;

    /// <summary>Self-trade prevention modes that an order may name.</summary>
    public ImmutableArray<SelfTradePrevention> SelfTradePreventions { get; init; } = [.. Enum.GetValues<SelfTradePrevention>()];

    /// <summary>Order types as the protocol spells them, e.g. <c>STOP_LOSS_LIMIT</c>; empty allows all.</summary>
    public ImmutableArray<string> OrderTypes { get; init; } = [];

    /// <summary>Orders may show a part of their quantity only.</summary>
    public bool IcebergAllowed { get; init; } = true;

    /// <summary>OCO lists.</summary>
    public bool OcoAllowed { get; init; } = true;

    /// <summary>OTO lists; with <see cref="OcoAllowed"/> OTOCO too.</summary>
    public bool OtoAllowed { get; init; } = true;

    /// <summary>OPO lists, which need <see cref="OtoAllowed"/>.</summary>
    public bool OpoAllowed { get; init; } = true;

    /// <summary>Market orders by quote amount.</summary>
    public bool QuoteOrderQtyMarketAllowed { get; init; } = true;

    /// <summary>Trailing stops.</summary>
    public bool AllowTrailingStop { get; init; } = true;

    /// <summary>Cancel-replace.</summary>
    public bool CancelReplaceAllowed { get; init; } = true;

    /// <summary>Amend keep priority.</summary>
    public bool AmendAllowed { get; init; } = true;

    /// <summary>Pegged prices.</summary>
    public bool PegInstructionsAllowed { get; init; } = true;

    /// <summary>Quantity that the synthetic market rests on one price level, in base.</summary>
    public required decimal LevelQuantity { get; init; }

    /// <summary>The symbol as the venue spells it, e.g. <c>BTCUSDT</c>.</summary>
    [JsonIgnore]
    public string Name => BaseAsset + QuoteAsset;
}
