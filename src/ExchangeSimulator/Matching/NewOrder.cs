namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What an account asks for; syntactically checked, nothing else.</summary>
internal sealed record NewOrder(Side Side, OrderType Type)
{
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    public decimal Quantity { get; init; }

    public decimal QuoteQuantity { get; init; }

    /// <summary>The price asked for; 0 without one.</summary>
    public decimal Price { get; init; }

    public decimal StopPrice { get; init; }

    /// <summary>Distance of a trailing stop in basis points; null if it does not trail.</summary>
    public int? TrailingDelta { get; init; }

    /// <summary>Quantity shown on the book; 0 shows all.</summary>
    public decimal IcebergQuantity { get; init; }

    public Peg? Peg { get; init; }

    /// <summary>The price that the peg gave; null until the order goes live.</summary>
    public decimal? PeggedPrice { get; init; }

    /// <summary>Null takes the symbol's default.</summary>
    public SelfTradePrevention? SelfTradePrevention { get; init; }

    /// <summary>Routed over every book with the same base asset.</summary>
    public bool UsesSor { get; init; }

    public string? ClientOrderId { get; init; }

    public long? StrategyId { get; init; }

    public long? StrategyType { get; init; }

    /// <summary>The limit that counts: the peg's once it is known, else the one asked for.</summary>
    public decimal Limit => PeggedPrice ?? Price;
}
