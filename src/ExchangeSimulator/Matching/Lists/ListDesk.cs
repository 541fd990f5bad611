using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Takes and cancels order lists (PROTOCOL §5).</summary>
internal sealed class ListDesk(
    OrderDesk desk, OrderStore store, OpenOrderCounts counts, CountFilters filters, Journal journal, Launch launch, Matcher matcher,
    Contingencies contingencies)
{
    /// <summary>Runs every check of a list, then enters it; the working order or the pair works at once.</summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public OrderList Place(Account account, SymbolMarket market, NewOrderList request, DateTimeOffset now)
    {
        var working = request.Kind == ListKind.Oco ? request.Legs : [request.Legs[0]];
        var resolved = request.Legs.Select((leg, index) => index < working.Count ? OrderChecks.Resolve(market, leg) : leg).ToList();
        if (Refused(account, market, request, resolved, working.Count, now) is { } refusal)
            throw refusal;
        var list = Enter(account, market, request, resolved, now);
        var alive = request.Kind == ListKind.Oco ? list.Legs : [list.Legs[0]];
        Pay(alive);
        foreach (var leg in alive)
            launch.Enter(market, leg, now);
        foreach (var leg in list.Pending)
        {
            leg.Status = OrderStatus.PendingNew;
            journal.Report(ExecutionType.New, leg, now);
        }

        journal.ListChanged(list, ListStatusType.ExecStarted, now);
        foreach (var leg in alive.Where(leg => leg.IsWorking))
            matcher.Work(market, leg, now);
        return list;
    }

    /// <summary>Cancels what is open of a list and returns those orders.</summary>
    /// <exception cref="VenueRefusal">Nothing is.</exception>
    public IReadOnlyList<Order> Cancel(SymbolMarket market, OrderList list, string cancelId, DateTimeOffset now)
    {
        var open = list.Legs.Where(leg => leg.IsOpen).ToList();
        if (open.Count == 0)
            throw Refusals.UnknownOrder();
        list.HasPending = false;
        foreach (var leg in open)
        {
            OrderDesk.Withdraw(market, leg);
            desk.Close(leg, OrderStatus.Canceled, null, now);
            journal.ReportCanceled(leg, cancelId, now);
        }

        contingencies.EndIfDone(list, now);
        return open;
    }

    private VenueRefusal? Refused(
        Account account, SymbolMarket market, NewOrderList request, List<NewOrder> legs, int workingCount, DateTimeOffset now)
    {
        var options = market.Rules.Options;
        if (SymbolFlags.Refused(options, request) is { } flag)
            return flag;
        foreach (var (leg, index) in legs.Select((leg, index) => (leg, index)))
        {
            // Pending legs meet the market only when they go live.
            var broken = SymbolFlags.Refused(options, leg)
                ?? (index < workingCount ? ValueFilters.Broken(market, leg, now) : ValueFilters.BrokenGrid(market.Rules, leg));
            if (broken is not null)
                return broken;
        }

        return filters.Broken(account, market.Rules, legs, isList: true)
            ?? RefusedIds(account, market, request, legs)
            ?? (request.Kind == ListKind.Oco ? OcoRules.BadPrices(market, legs[0], legs[1]) : null)
            ?? legs.Take(workingCount).Select(leg => OrderChecks.RefusedByMarket(market, leg)).FirstOrDefault(found => found is not null)
            ?? RefusedFunds(account, market, legs.Take(workingCount));
    }

    private VenueRefusal? RefusedIds(Account account, SymbolMarket market, NewOrderList request, List<NewOrder> legs)
    {
        if (request.ClientId is { } id && store.ListByClientId(account, id) is { IsOpen: true })
            return Refusals.Duplicate();
        var ids = legs.Select(leg => leg.ClientOrderId).OfType<string>().ToList();
        if (ids.Distinct(StringComparer.Ordinal).Count() < ids.Count)
            return Refusals.Duplicate();
        return legs.Select(leg => OrderChecks.RefusedId(account, market, leg)).FirstOrDefault(found => found is not null);
    }

    // One leg of a pair can trade, never both: what the dearer one needs is enough.
    private static VenueRefusal? RefusedFunds(Account account, SymbolMarket market, IEnumerable<NewOrder> working)
    {
        foreach (var leg in working)
        {
            var asset = leg.Side == Side.Buy ? market.Rules.QuoteAsset : market.Rules.BaseAsset;
            var needed = leg.Side == Side.Sell
                ? leg.Quantity
                : Amounts.RoundUp(OrderDesk.PriceToLockAt(market, leg) * leg.Quantity);
            if (needed > account.Of(asset).Free)
                return Refusals.InsufficientBalance();
        }

        return null;
    }

    private OrderList Enter(Account account, SymbolMarket market, NewOrderList request, List<NewOrder> legs, DateTimeOffset now)
    {
        var id = store.Lists.Count;
        var clientId = request.ClientId ?? FreeListId(account, id);
        var list = new OrderList(id, clientId, request.Kind, account, market.Rules, now);
        foreach (var leg in legs)
        {
            var order = desk.Create(account, market, leg, leg.Quantity, now);
            list.Add(order);
            desk.Register(order, 0);
        }

        // A pair has one hold, whether it is locked now or filled by the working order's proceeds.
        if (list.Legs[^1].Partner is { } partner)
            list.Legs[^1].Hold = partner.Hold;
        store.Add(list);
        counts.ListOpened(account, market.Rules.Name);
        return list;
    }

    private string FreeListId(Account account, int id)
    {
        var clientId = $"simlist{id:D13}";
        while (store.ListByClientId(account, clientId) is { IsOpen: true })
            clientId += "x";
        return clientId;
    }

    private void Pay(IReadOnlyList<Order> alive)
    {
        Settlement.Lock(alive[0], alive.Max(Settlement.ToRest));
        journal.Touch(alive[0].Account, alive[0].LockedAsset);
    }
}
