namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// Orders that wait for a trigger on one symbol. Those with a fixed trigger are sorted by it, so that looking costs nothing while none
/// is reached; of several reached at once the nearest to the old price comes first, then the older.
/// </summary>
internal sealed class StopBook
{
    private const decimal BasisPoints = 10_000m;

    private readonly SortedSet<Order> rising = new(Comparer<Order>.Create(
        (left, right) => left.StopPrice != right.StopPrice ? left.StopPrice.CompareTo(right.StopPrice) : left.Id.CompareTo(right.Id)));

    private readonly SortedSet<Order> falling = new(Comparer<Order>.Create(
        (left, right) => left.StopPrice != right.StopPrice ? right.StopPrice.CompareTo(left.StopPrice) : left.Id.CompareTo(right.Id)));

    // At most the algo order limit per account.
    private readonly List<Order> trailing = [];
    private readonly List<Order> turned = [];

    public int Count => rising.Count + falling.Count + trailing.Count;

    public void Add(Order order)
    {
        if (order.TrailingDelta is not null)
            trailing.Add(order);
        else
            Fixed(order).Add(order);
    }

    public void Remove(Order order)
    {
        if (order.TrailingDelta is null)
        {
            Fixed(order).Remove(order);
            return;
        }

        trailing.Remove(order);
        turned.Remove(order);
    }

    /// <summary>Lets trailing stops follow a trade.</summary>
    public void Observe(decimal price, DateTimeOffset now)
    {
        foreach (var order in trailing)
        {
            if (order.TrailingAt is null)
            {
                if (!StopTrigger.IsReached(order, price))
                    continue;
                order.TrailingAt = now;
                order.UpdatedAt = now;
            }

            Follow(order, price);
        }
    }

    /// <summary>Takes the next order that goes live at that last price; null if there is none.</summary>
    public Order? TakeReached(decimal lastPrice)
    {
        var next = turned.Count > 0 ? turned[0]
            : rising.Min is { } low && StopTrigger.IsReached(low, lastPrice) ? low
            : falling.Min is { } high && StopTrigger.IsReached(high, lastPrice) ? high
            : null;
        if (next is not null)
            Remove(next);
        return next;
    }

    private void Follow(Order order, decimal price)
    {
        var isSell = order.Side == Side.Sell;
        if (order.TrailingBest == 0 || (isSell ? price > order.TrailingBest : price < order.TrailingBest))
            order.TrailingBest = price;
        var delta = order.TrailingDelta!.Value / BasisPoints;
        var trigger = order.TrailingBest * (isSell ? 1 - delta : 1 + delta);
        if ((isSell ? price <= trigger : price >= trigger) && !turned.Contains(order))
            turned.Add(order);
    }

    private SortedSet<Order> Fixed(Order order) => order.TriggersUpwards ? rising : falling;
}
