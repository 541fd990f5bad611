namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What an account asks for; syntactically checked, nothing else.</summary>
internal sealed record NewOrder(Side Side, OrderType Type)
{
    public TimeInForce TimeInForce { get; init; } = TimeInForce.Gtc;

    public decimal Quantity { get; init; }

    public decimal QuoteQuantity { get; init; }

    public decimal Price { get; init; }

    public decimal StopPrice { get; init; }

    public string? ClientOrderId { get; init; }

    public long? StrategyId { get; init; }

    public long? StrategyType { get; init; }
}
