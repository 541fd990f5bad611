using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>
/// What happens to the other orders of a list when something happens to one (PROTOCOL §5). A partner is taken out at once; the rest
/// waits for the end of the match, so that nothing changes under a taker's feet.
/// </summary>
internal sealed class Contingencies(OrderDesk desk, OpenOrderCounts counts, Journal journal)
{
    private readonly Queue<OrderList> changed = new();

    /// <summary>An order is about to trade or went live: the other leg of its pair expires.</summary>
    public void Claim(SymbolMarket market, Order order, DateTimeOffset now)
    {
        if (order.Partner is not { IsOpen: true } partner)
            return;
        OrderDesk.Withdraw(market, partner);
        desk.Expire(partner, ExpiryReason.OcoTrigger, now);
        Note(partner);
    }

    /// <summary>An order closed: its list is looked at when the action ends.</summary>
    public void Note(Order order)
    {
        if (order.List is { } list)
            changed.Enqueue(list);
    }

    /// <summary>
    /// Looks at the next list in which an order closed. Returns a list whose pending legs now go live, null if there is none.
    /// </summary>
    public OrderList? NextReady(DateTimeOffset now)
    {
        while (changed.TryDequeue(out var list))
        {
            if (list.HasPending && list.Working is { IsOpen: false } working)
            {
                list.HasPending = false;
                if (working.Status == OrderStatus.Filled)
                    return list;
                ExpirePending(list, now);
            }

            EndIfDone(list, now);
        }

        return null;
    }

    public void EndIfDone(OrderList list, DateTimeOffset now)
    {
        if (!list.IsOpen || list.Legs.Any(leg => leg.IsOpen))
            return;
        list.IsOpen = false;
        list.StatusType = ListStatusType.AllDone;
        counts.ListClosed(list.Account, list.Symbol.Name);
        journal.ListChanged(list, ListStatusType.AllDone, now);
    }

    private void ExpirePending(OrderList list, DateTimeOffset now)
    {
        foreach (var leg in list.Pending.Where(leg => leg.IsOpen).ToList())
            desk.Expire(leg, ExpiryReason.OtoPhaseOneExpired, now);
    }
}
