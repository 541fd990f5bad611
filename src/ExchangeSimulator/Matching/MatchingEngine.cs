using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// Price-time priority matching over all symbols. Not thread-safe: the venue calls it under its lock. An action (place, cancel,
/// amend) is complete when the call returns: stops that it triggered and lists that it moved on included.
/// </summary>
internal sealed class MatchingEngine
{
    private readonly CountFilters filters;
    private readonly Journal journal;
    private readonly OrderDesk desk;
    private readonly Contingencies contingencies;
    private readonly Matcher matcher;
    private readonly Launch launch;
    private readonly ListDesk lists;
    private readonly AmendDesk amends;
    private long lastCancelId;

    public MatchingEngine(OrderStore store, Account feeAccount, IVenueSink sink, ExchangeLimits limits)
    {
        var counts = new OpenOrderCounts();
        filters = new CountFilters(counts, limits);
        journal = new Journal(sink);
        desk = new OrderDesk(store, counts, journal);
        contingencies = new Contingencies(desk, counts, journal);
        matcher = new Matcher(desk, journal, new Settlement(feeAccount), store, contingencies);
        launch = new Launch(desk, journal, matcher, contingencies);
        lists = new ListDesk(desk, store, counts, filters, journal, launch, matcher, contingencies);
        amends = new AmendDesk(desk, journal, contingencies);
    }

    /// <summary>Runs every check that a new order meets before it gets an id, and returns it as the engine takes it.</summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public NewOrder Validate(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        var resolved = OrderChecks.Resolve(market, request);
        return OrderChecks.Refused(account, market, resolved, filters, now) is { } refusal ? throw refusal : resolved;
    }

    /// <summary>Runs only the checks that come before the engine: symbol and filters.</summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public void ValidateFilters(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        var resolved = OrderChecks.Resolve(market, request);
        if (OrderChecks.RefusedByFilters(account, market, resolved, filters, now) is { } refusal)
            throw refusal;
    }

    public Order Place(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now) =>
        PlaceUnchecked(account, market, Validate(account, market, request, now), now);

    /// <summary>Places an order of the venue's own accounts, which filters and limits do not bind.</summary>
    public Order PlaceUnchecked(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        var plan = request.Type == OrderType.Market ? MarketPlan.For(account, market, request) : null;
        var quantity = request.QuoteQuantity != 0 ? plan!.Wanted : request.Quantity;
        var toLock = AmountToLock(market, request, plan, quantity);
        var asset = request.Side == Side.Buy ? market.Rules.QuoteAsset : market.Rules.BaseAsset;
        if (toLock > account.Of(asset).Free)
            throw Refusals.InsufficientBalance();
        var order = desk.Create(account, market, request, quantity, now);
        desk.Register(order, toLock);
        launch.Enter(market, order, now);
        if (order.IsWorking)
            matcher.Work(market, order, now);
        Finish(market, now);
        return order;
    }

    /// <summary>Cancels an open order, with the whole list that it may belong to, and returns the cancel's client id.</summary>
    /// <exception cref="VenueRefusal">The order is not open.</exception>
    public string Cancel(SymbolMarket market, Order order, string? cancelId, DateTimeOffset now)
    {
        if (!order.IsOpen)
            throw Refusals.UnknownOrder();
        cancelId ??= NextCancelId();
        if (order.List is { } list)
        {
            lists.Cancel(market, list, cancelId, now);
        }
        else
        {
            OrderDesk.Withdraw(market, order);
            desk.Close(order, OrderStatus.Canceled, null, now);
            journal.ReportCanceled(order, cancelId, now);
        }

        Finish(market, now);
        return cancelId;
    }

    /// <summary>
    /// Places a list. The answer is made when its first orders have matched and before pending legs go live: that is how the venue
    /// answers (PROTOCOL §5).
    /// </summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public TAnswer PlaceList<TAnswer>(
        Account account, SymbolMarket market, NewOrderList request, DateTimeOffset now, Func<OrderList, TAnswer> answer)
    {
        var list = lists.Place(account, market, request, now);
        var said = answer(list);
        Finish(market, now);
        return said;
    }

    /// <summary>Cancels what is open of a list and returns those orders with the cancel's client id.</summary>
    /// <exception cref="VenueRefusal">Nothing is open.</exception>
    public (IReadOnlyList<Order> Orders, string CancelId) CancelList(
        SymbolMarket market, OrderList list, string? cancelId, DateTimeOffset now)
    {
        var id = cancelId ?? NextCancelId();
        var orders = lists.Cancel(market, list, id, now);
        Finish(market, now);
        return (orders, id);
    }

    /// <summary>Lowers an open order's quantity in place.</summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public Amendment Amend(SymbolMarket market, Order order, decimal quantity, string? clientOrderId, DateTimeOffset now)
    {
        var amendment = amends.Amend(market, order, quantity, clientOrderId, now);
        Finish(market, now);
        return amendment;
    }

    private string NextCancelId() => $"simcancel{++lastCancelId:D12}";

    private static decimal AmountToLock(SymbolMarket market, NewOrder request, MarketPlan? plan, decimal quantity)
    {
        if (plan is not null)
            return request.Side == Side.Buy ? plan.Quote : request.QuoteQuantity != 0 ? plan.Quantity : quantity;
        return request.Side == Side.Sell ? quantity : Amounts.RoundUp(OrderDesk.PriceToLockAt(market, request) * quantity);
    }

    // Each round closes an order or brings one to life that waited, and nothing is added to those that wait: the loop ends.
    private void Finish(SymbolMarket market, DateTimeOffset now)
    {
        while (true)
        {
            if (contingencies.NextReady(now) is { } list)
                launch.Pending(market, list, now);
            else if (market.Stops.TakeReached(market.Tape.LastPrice) is { } stop)
                launch.Triggered(market, stop, now);
            else
                break;
        }

        journal.Flush(market, now);
    }
}
