using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>One order at the venue. Changed only by the engine, under the venue's lock.</summary>
internal sealed class Order
{
    public required long Id { get; init; }

    public required Account Account { get; init; }

    public required SymbolRules Symbol { get; init; }

    public required string ClientOrderId { get; init; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Limit price in quote; 0 for orders without one.</summary>
    public decimal Price { get; init; }

    /// <summary>Trigger price in quote; 0 for orders without one.</summary>
    public decimal StopPrice { get; init; }

    /// <summary>Amount of quote to spend or receive; 0 if the order is by quantity.</summary>
    public decimal QuoteQuantity { get; init; }

    public long? StrategyId { get; init; }

    public long? StrategyType { get; init; }

    /// <summary>Ordered quantity in base. For an order by quote amount it follows what was executed.</summary>
    public decimal Quantity { get; set; }

    public decimal Executed { get; set; }

    public decimal CumulativeQuote { get; set; }

    /// <summary>What this order still holds of its owner's locked balance, in <see cref="LockedAsset"/>.</summary>
    public decimal Locked { get; set; }

    public OrderStatus Status { get; set; } = OrderStatus.New;

    public bool IsWorking { get; set; }

    public DateTimeOffset? WorkingAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public ExpiryReason? ExpiryReason { get; set; }

    /// <summary>The order's place in its price level while it rests on the book.</summary>
    public LinkedListNode<Order>? BookNode { get; set; }

    public List<Fill> Fills { get; } = [];

    public decimal Remaining => Quantity - Executed;

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled;

    public string LockedAsset => Side == Side.Buy ? Symbol.QuoteAsset : Symbol.BaseAsset;

    public bool IsStop => Type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;

    /// <summary>True if the order takes any price once it works.</summary>
    public bool IsMarket => Type is OrderType.Market or OrderType.StopLoss or OrderType.TakeProfit;

    /// <summary>A stop that waits above the market triggers when the last trade is at or above it.</summary>
    public bool TriggersUpwards => (Type is OrderType.StopLoss or OrderType.StopLossLimit) == (Side == Side.Buy);
}
