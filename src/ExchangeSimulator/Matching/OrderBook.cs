namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>The resting orders of one symbol: best price first, and at one price the oldest first.</summary>
internal sealed class OrderBook
{
    private readonly SortedDictionary<decimal, LinkedList<Order>> bids =
        new(Comparer<decimal>.Create((left, right) => right.CompareTo(left)));

    private readonly SortedDictionary<decimal, LinkedList<Order>> asks = [];

    /// <summary>Grows with every change of the book; the id of depth answers and book tickers.</summary>
    public long UpdateId { get; private set; }

    public void Add(Order order)
    {
        var levels = Sorted(order.Side);
        if (!levels.TryGetValue(order.Price, out var level))
            levels.Add(order.Price, level = new LinkedList<Order>());
        order.BookNode = level.AddLast(order);
        order.IcebergPart = Math.Min(order.IcebergQuantity, order.Remaining);
        UpdateId++;
    }

    public void Remove(Order order)
    {
        if (order.BookNode is not { List: { } level } node)
            throw new InvalidOperationException($"Order {order.Id} is not on the book.");
        level.Remove(node);
        order.BookNode = null;
        if (level.Count == 0)
            Sorted(order.Side).Remove(order.Price);
        UpdateId++;
    }

    /// <summary>
    /// Notes that a resting order's quantity changed. An iceberg whose part is used up shows the next one, behind everybody else.
    /// </summary>
    public void Changed(Order order, decimal matched)
    {
        UpdateId++;
        if (order.IcebergQuantity == 0 || order.BookNode is not { List: { } level } node)
            return;
        order.IcebergPart -= matched;
        if (order.IcebergPart > 0)
            return;
        order.IcebergPart = Math.Min(order.IcebergQuantity, order.Remaining);
        level.Remove(node);
        level.AddLast(node);
    }

    public Order? Best(Side side)
    {
        foreach (var level in Sorted(side))
            return level.Value.First!.Value;
        return null;
    }

    /// <summary>Resting orders of one side in the order in which they match.</summary>
    public IEnumerable<Order> InPriority(Side side) => Sorted(side).SelectMany(level => level.Value);

    /// <summary>Price levels with their orders, best first, oldest first.</summary>
    public IEnumerable<(decimal Price, IReadOnlyCollection<Order> Orders)> Levels(Side side) =>
        Sorted(side).Select(level => (level.Key, (IReadOnlyCollection<Order>)level.Value));

    /// <summary>Price levels with the quantity that they show, best first.</summary>
    public IEnumerable<(decimal Price, decimal Quantity)> Depth(Side side) =>
        Sorted(side).Select(level => (level.Key, level.Value.Sum(order => order.Visible)));

    /// <summary>Best price and its quantity; zeroes on an empty side.</summary>
    public (decimal Price, decimal Quantity) Top(Side side) => Depth(side).FirstOrDefault();

    /// <summary>True if an order of that side and limit would match at once.</summary>
    public bool WouldMatch(Side side, decimal limit) =>
        Best(Opposite(side)) is { } best && Crosses(side, limit, best.Price);

    public static Side Opposite(Side side) => side == Side.Buy ? Side.Sell : Side.Buy;

    public static bool Crosses(Side side, decimal limit, decimal restingPrice) =>
        side == Side.Buy ? limit >= restingPrice : limit <= restingPrice;

    private SortedDictionary<decimal, LinkedList<Order>> Sorted(Side side) => side == Side.Buy ? bids : asks;
}
