using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Lowers an open order's quantity in place: same id, same place in the queue (PROTOCOL §6).</summary>
internal sealed class AmendDesk(OrderDesk desk, Journal journal, Contingencies contingencies)
{
    private long lastAmendId;

    /// <summary>Amends and returns what was done.</summary>
    /// <exception cref="VenueRefusal">The venue's reason; the order is as it was.</exception>
    public Amendment Amend(SymbolMarket market, Order order, decimal quantity, string? clientOrderId, DateTimeOffset now)
    {
        if (Refused(market, order, quantity, clientOrderId, now) is { } refusal)
            throw refusal;
        var list = order.List;
        var newId = clientOrderId ?? OrderDesk.FreeClientOrderId(order.Account, market.Rules, ++lastAmendId, "simamend");
        var amendment = Apply(market, order, quantity, newId, now);
        // Both legs of a pair have one quantity, since only one of them can trade.
        if (order.Partner is { IsOpen: true } partner)
            Apply(market, partner, quantity, partner.ClientOrderId, now);
        if (list is { IsOpen: true } && amendment.OldClientOrderId != amendment.NewClientOrderId)
        {
            list.StatusType = ListStatusType.Updated;
            journal.ListChanged(list, ListStatusType.Updated, now);
        }

        EndIfSpent(market, order, now);
        return amendment;
    }

    private Amendment Apply(SymbolMarket market, Order order, decimal quantity, string newId, DateTimeOffset now)
    {
        var (oldId, oldQuantity) = (order.ClientOrderId, order.Quantity);
        // What was executed or prevented cannot be taken back.
        order.Quantity = Math.Max(quantity, order.Executed + order.Prevented);
        order.UpdatedAt = now;
        if (newId != oldId)
            desk.Rename(order, newId);
        Settlement.ReleaseExcess(order);
        journal.Touch(order.Account, order.LockedAsset);
        if (order.BookNode is not null)
            market.Book.Changed(order, 0);
        var amendment = new Amendment(journal.ReportReplaced(order, oldId, now), oldId, newId, oldQuantity, order.Quantity, now);
        order.Add(amendment);
        return amendment;
    }

    private void EndIfSpent(SymbolMarket market, Order order, DateTimeOffset now)
    {
        if (order.Remaining > 0)
            return;
        OrderDesk.Withdraw(market, order);
        desk.Close(order, OrderStatus.Expired, null, now);
        journal.Report(ExecutionType.Expired, order, now);
        contingencies.Note(order);
    }

    private static VenueRefusal? Refused(SymbolMarket market, Order order, decimal quantity, string? clientOrderId, DateTimeOffset now)
    {
        var options = market.Rules.Options;
        if (!options.AmendAllowed)
            return Refusals.Amend("Order amend is not supported for this symbol.");
        if (!order.IsOpen)
            return Refusals.Amend("Unknown order sent.");
        if (order is { IsPending: true, List.IsPaidByWorking: true })
            return Refusals.Amend("Order amend (pending OPO order) is not supported.");
        if (quantity == order.Quantity)
            return Refusals.Amend("The requested action would change no state; rejecting");
        if (quantity > order.Quantity)
            return Refusals.Amend("Order amend (quantity increase) is not supported.");
        if (ValueFilters.BrokenLot(market.Rules, quantity) is { } lot)
            return lot;
        var request = new NewOrder(order.Side, order.Type)
        {
            Price = order.Price, StopPrice = order.StopPrice, Quantity = quantity, QuoteQuantity = order.QuoteQuantity,
        };
        if (ValueFilters.BrokenAgainstMarket(market, request, now) is { } broken)
            return broken;
        if (order.Amendments.Count >= options.AmendsMax)
            return Refusals.Amend("Filter failure: MAX_NUM_ORDER_AMENDS");
        var isTaken = clientOrderId is not null && clientOrderId != order.ClientOrderId
            && order.Account.OpenOrders.ContainsKey((market.Rules.Name, clientOrderId));
        return isTaken ? Refusals.Amend("Duplicate order sent.") : null;
    }
}
