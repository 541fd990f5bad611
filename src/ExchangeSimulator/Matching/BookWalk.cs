using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// What a taker would meet on a book as it stands, one entry per match, in the order in which it would match: icebergs go back
/// in the queue with each part, and self-trade prevention takes its share. Nothing is changed.
/// </summary>
internal sealed class BookWalk(OrderBook book, Side side, Account account, SelfTradePrevention prevention)
{
    public Side Side => side;

    /// <summary>Matches up to a quantity; <paramref name="limit"/> 0 takes any price.</summary>
    public IEnumerable<Step> Matches(decimal quantity, decimal limit)
    {
        var wanted = quantity;
        foreach (var level in book.Levels(OrderBook.Opposite(side)))
        {
            if (limit != 0 && !OrderBook.Crosses(side, limit, level.Price))
                yield break;
            var queue = new Queue<(Order Maker, decimal Remaining, decimal Part)>(
                level.Orders.Select(order => (order, order.Remaining, order.Visible)));
            while (queue.TryDequeue(out var entry))
            {
                if (wanted <= 0)
                    yield break;
                var mode = SelfTradeRule.For(account, prevention, entry.Maker);
                if (mode is SelfTradePrevention.ExpireTaker or SelfTradePrevention.ExpireBoth)
                    yield break;
                if (mode == SelfTradePrevention.ExpireMaker)
                    continue;
                var next = Math.Min(wanted, entry.Part);
                wanted -= next;
                yield return new Step(entry.Maker, level.Price, next, mode == SelfTradePrevention.None);
                var left = entry.Remaining - next;
                if (left > 0)
                    queue.Enqueue((entry.Maker, left, Math.Min(entry.Maker.IcebergQuantity, left)));
            }
        }
    }

    /// <summary>One meeting of two orders: a trade, or quantity that both lose.</summary>
    internal readonly record struct Step(Order Maker, decimal Price, decimal Quantity, bool IsTrade);
}
