using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>One order at the venue. Changed only by the engine, under the venue's lock.</summary>
internal sealed class Order
{
    private FundsHold? hold;
    private List<Amendment>? amendments;
    private List<PreventedMatch>? preventedMatches;

    public required long Id { get; init; }

    public required Account Account { get; init; }

    public required SymbolRules Symbol { get; init; }

    /// <summary>Changes when the order is amended.</summary>
    public required string ClientOrderId { get; set; }

    public required Side Side { get; init; }

    public required OrderType Type { get; init; }

    public required TimeInForce TimeInForce { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Limit price in quote at which the order works; 0 for orders without one. A peg sets it when the order goes live.</summary>
    public decimal Price { get; set; }

    /// <summary>The limit price that the client sent; 0 if none.</summary>
    public decimal AskedPrice { get; init; }

    /// <summary>Trigger price in quote; 0 for orders without one.</summary>
    public decimal StopPrice { get; init; }

    /// <summary>Basis points that the price must turn from its best before a trailing stop triggers.</summary>
    public int? TrailingDelta { get; init; }

    /// <summary>When a trailing stop began to follow the price; null before.</summary>
    public DateTimeOffset? TrailingAt { get; set; }

    /// <summary>Best price since the trailing stop follows it: the highest for a SELL, the lowest for a BUY; 0 before the first.</summary>
    public decimal TrailingBest { get; set; }

    public Peg? Peg { get; init; }

    /// <summary>Amount of quote to spend or receive; 0 if the order is by quantity.</summary>
    public decimal QuoteQuantity { get; init; }

    /// <summary>Quantity shown on the book; 0 shows all.</summary>
    public decimal IcebergQuantity { get; init; }

    public SelfTradePrevention SelfTradePrevention { get; init; }

    public bool UsesSor { get; init; }

    public long? StrategyId { get; init; }

    public long? StrategyType { get; init; }

    /// <summary>Ordered quantity in base. For an order by quote amount it follows what was executed.</summary>
    public decimal Quantity { get; set; }

    public decimal Executed { get; set; }

    /// <summary>Quantity lost to self-trade prevention.</summary>
    public decimal Prevented { get; set; }

    public decimal CumulativeQuote { get; set; }

    /// <summary>Price at which a waiting BUY without a limit locks its funds.</summary>
    public decimal LockPrice { get; set; }

    /// <summary>The funds of this order; one hold for both legs of a pair.</summary>
    public FundsHold Hold
    {
        get => hold ??= new FundsHold(LockedAsset);
        set => hold = value;
    }

    /// <summary>What this order still holds of its owner's locked balance, in <see cref="LockedAsset"/>.</summary>
    public decimal Locked => hold?.Amount ?? 0;

    public OrderStatus Status { get; set; } = OrderStatus.New;

    public bool IsWorking { get; set; }

    public DateTimeOffset? WorkingAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public ExpiryReason? ExpiryReason { get; set; }

    public OrderList? List { get; set; }

    /// <summary>The other leg of an OCO pair.</summary>
    public Order? Partner { get; set; }

    /// <summary>The order's place in its price level while it rests on the book.</summary>
    public LinkedListNode<Order>? BookNode { get; set; }

    /// <summary>What an iceberg still shows of its current part; meaningless for other orders.</summary>
    public decimal IcebergPart { get; set; }

    public List<Fill> Fills { get; } = [];

    public IReadOnlyList<Amendment> Amendments => amendments ?? (IReadOnlyList<Amendment>)[];

    public IReadOnlyList<PreventedMatch> PreventedMatches => preventedMatches ?? (IReadOnlyList<PreventedMatch>)[];

    public decimal Remaining => Quantity - Executed - Prevented;

    /// <summary>Quantity that the book shows: a part of an iceberg, all of another order.</summary>
    public decimal Visible => IcebergQuantity == 0 ? Remaining : Math.Min(IcebergPart, Remaining);

    public bool IsOpen => Status is OrderStatus.New or OrderStatus.PartiallyFilled or OrderStatus.PendingNew;

    public bool IsPending => Status == OrderStatus.PendingNew;

    public string LockedAsset => Side == Side.Buy ? Symbol.QuoteAsset : Symbol.BaseAsset;

    public bool IsStop => Type.IsTriggered();

    /// <summary>True if the order takes any price once it works.</summary>
    public bool IsMarket => Type.TakesAnyPrice();

    /// <summary>A stop that waits above the market triggers when the last trade is at or above it.</summary>
    public bool TriggersUpwards => Type.TriggersUpwards(Side);

    public void Add(Amendment amendment) => (amendments ??= []).Add(amendment);

    public void Add(PreventedMatch match) => (preventedMatches ??= []).Add(match);
}
