namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>
/// Joins trades of one action, one price and one side. The latest stays open until the action is over: trades of the same instant
/// may still join it.
/// </summary>
internal sealed class AggregateTape
{
    private readonly Queue<AggregateTrade> closed = new();
    private readonly List<AggregateTrade> fresh = [];
    private AggregateTrade? open;
    private long lastId;

    /// <summary>Everything that is kept, oldest first.</summary>
    public IEnumerable<AggregateTrade> All => open is null ? closed : closed.Append(open);

    public void Add(PublicTrade trade)
    {
        if (open is { } last && last.Price == trade.Price && last.IsBuyerMaker == trade.IsBuyerMaker && last.At == trade.At)
        {
            open = last with { Quantity = last.Quantity + trade.Quantity, LastId = trade.Id };
            return;
        }

        Close();
        open = new AggregateTrade(++lastId, trade.Price, trade.Quantity, trade.Id, trade.Id, trade.At, trade.IsBuyerMaker);
    }

    /// <summary>Ends an action and returns what it traded since the last call, oldest first.</summary>
    public IReadOnlyList<AggregateTrade> EndAction()
    {
        Close();
        if (fresh.Count == 0)
            return [];
        AggregateTrade[] ended = [.. fresh];
        fresh.Clear();
        return ended;
    }

    private void Close()
    {
        if (open is null)
            return;
        closed.Enqueue(open);
        if (closed.Count > TradeTape.HistoryMax)
            closed.Dequeue();
        fresh.Add(open);
        if (fresh.Count > TradeTape.HistoryMax)
            fresh.RemoveAt(0);
        open = null;
    }
}
