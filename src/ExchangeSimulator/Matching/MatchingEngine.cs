using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// Price-time priority matching over all symbols. Not thread-safe: the venue calls it under its lock.
/// An action (place, cancel) is complete when the call returns, stops that it triggered included.
/// </summary>
internal sealed class MatchingEngine(OrderStore store, Account feeAccount, IVenueSink sink)
{
    private readonly Settlement settlement = new(feeAccount);
    private readonly Dictionary<Account, SortedSet<string>> touched = [];
    private long lastOrderId;
    private long lastExecutionId;
    private long lastCancelId;

    /// <summary>Runs every check that a new order meets before it gets an id.</summary>
    /// <exception cref="VenueRefusal">The venue's reason.</exception>
    public static void Validate(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        OrderFilters.Check(account, market, request, now);
        if (request.ClientOrderId is { } id && account.OpenOrders.ContainsKey((market.Rules.Name, id)))
            throw Refusals.Duplicate();
        if (request.Type == OrderType.LimitMaker && market.Book.WouldMatch(request.Side, request.Price))
            throw Refusals.WouldMatch();
        if (request.StopPrice != 0 && StopTrigger.IsReached(request, market.Tape.LastPrice))
            throw Refusals.WouldTrigger();
    }

    public Order Place(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        Validate(account, market, request, now);
        return PlaceUnchecked(account, market, request, now);
    }

    /// <summary>Places an order of the venue's own accounts, which filters and limits do not bind.</summary>
    public Order PlaceUnchecked(Account account, SymbolMarket market, NewOrder request, DateTimeOffset now)
    {
        var plan = request.Type == OrderType.Market ? MarketPlan.For(market, request) : null;
        var toLock = AmountToLock(request, plan);
        var order = Create(account, market.Rules, request, plan, now);
        if (toLock > account.Of(order.LockedAsset).Free)
            throw Refusals.InsufficientBalance();
        order = Register(order, toLock);
        if (order.IsStop)
        {
            market.WaitingStops.Add(order);
            Report(ExecutionType.New, order, now);
        }
        else
        {
            StartWorking(order, now);
            Report(ExecutionType.New, order, now);
            Work(market, order, now);
        }

        Finish(market, now);
        return order;
    }

    /// <summary>Cancels an open order and returns the cancel's client id.</summary>
    public string Cancel(SymbolMarket market, Order order, string? cancelId, DateTimeOffset now)
    {
        if (!order.IsOpen)
            throw Refusals.UnknownOrder();
        cancelId ??= $"simcancel{++lastCancelId:D12}";
        if (order.BookNode is not null)
            market.Book.Remove(order);
        else
            market.WaitingStops.Remove(order);
        Close(order, OrderStatus.Canceled, null, now);
        Report(ExecutionType.Canceled, order, now, cancelId: cancelId);
        Finish(market, now);
        return cancelId;
    }

    private static decimal AmountToLock(NewOrder request, MarketPlan? plan)
    {
        if (plan is not null)
            return request.Side == Side.Buy ? plan.Quote : request.QuoteQuantity != 0 ? plan.Quantity : request.Quantity;
        if (request.Side == Side.Sell)
            return request.Quantity;
        return Amounts.RoundUp(request.Quantity * (request.Price != 0 ? request.Price : request.StopPrice));
    }

    private Order Create(Account account, SymbolRules rules, NewOrder request, MarketPlan? plan, DateTimeOffset now)
    {
        var id = ++lastOrderId;
        return new Order
        {
            Id = id,
            Account = account,
            Symbol = rules,
            ClientOrderId = request.ClientOrderId ?? FreeClientOrderId(account, rules, id),
            Side = request.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Quantity = request.QuoteQuantity != 0 ? plan!.Wanted : request.Quantity,
            QuoteQuantity = request.QuoteQuantity,
            Price = request.Price,
            StopPrice = request.StopPrice,
            StrategyId = request.StrategyId,
            StrategyType = request.StrategyType,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    // A client may have taken a made-up id for an order of its own.
    private static string FreeClientOrderId(Account account, SymbolRules rules, long orderId)
    {
        var id = $"simorder{orderId:D13}";
        while (account.OpenOrders.ContainsKey((rules.Name, id)))
            id += "x";
        return id;
    }

    private Order Register(Order order, decimal toLock)
    {
        Settlement.Lock(order, toLock);
        Touch(order.Account, order.LockedAsset);
        order.Account.OpenOrders.Add((order.Symbol.Name, order.ClientOrderId), order);
        if (!order.Account.IsHouse)
            store.Add(order);
        return order;
    }

    private static void StartWorking(Order order, DateTimeOffset now)
    {
        order.IsWorking = true;
        order.WorkingAt = now;
        order.UpdatedAt = now;
    }

    private void Work(SymbolMarket market, Order order, DateTimeOffset now)
    {
        if (order.TimeInForce == TimeInForce.Fok && !order.IsMarket && !CanFillWhole(market, order))
        {
            Expire(order, ExpiryReason.UnfilledFokOrderExpired, now);
            return;
        }

        Match(market, order, now);
        if (order.Remaining == 0)
            return;
        if (order.IsMarket)
        {
            Expire(order, ExpiryReason.InsufficientLiquidity, now);
        }
        else if (order.TimeInForce != TimeInForce.Gtc)
        {
            Expire(order, ExpiryReason.UnfilledIocQuantityExpired, now);
        }
        else
        {
            market.Book.Add(order);
        }
    }

    private static bool CanFillWhole(SymbolMarket market, Order order)
    {
        var available = 0m;
        foreach (var resting in market.Book.InPriority(OrderBook.Opposite(order.Side)))
        {
            if (available >= order.Quantity || !OrderBook.Crosses(order.Side, order.Price, resting.Price))
                break;
            available += resting.Remaining;
        }

        return available >= order.Quantity;
    }

    private void Match(SymbolMarket market, Order taker, DateTimeOffset now)
    {
        while (taker.Remaining > 0 && market.Book.Best(OrderBook.Opposite(taker.Side)) is { } maker)
        {
            if (!taker.IsMarket && !OrderBook.Crosses(taker.Side, taker.Price, maker.Price))
                return;
            Trade(market, taker, maker, Math.Min(taker.Remaining, maker.Remaining), now);
        }
    }

    private void Trade(SymbolMarket market, Order taker, Order maker, decimal quantity, DateTimeOffset now)
    {
        var quote = Amounts.Truncate(maker.Price * quantity);
        var trade = market.Tape.Record(maker.Price, quantity, quote, maker.Side == Side.Buy, now);
        var (takerFill, makerFill) = settlement.Trade(trade.Id, taker, maker, quantity, now);
        if (maker.Remaining == 0)
            market.Book.Remove(maker);
        else
            market.Book.Touch();
        foreach (var fill in new[] { takerFill, makerFill })
            Apply(fill, now);
        sink.Traded(market, trade);
    }

    private void Apply(Fill fill, DateTimeOffset now)
    {
        var order = fill.Order;
        order.UpdatedAt = now;
        if (order.Remaining == 0)
        {
            Close(order, OrderStatus.Filled, null, now);
        }
        else
        {
            order.Status = OrderStatus.PartiallyFilled;
            Settlement.ReleaseExcess(order);
        }

        Touch(order.Account, order.Symbol.BaseAsset);
        Touch(order.Account, order.Symbol.QuoteAsset);
        if (!order.Account.IsHouse)
            store.Add(fill);
        Report(ExecutionType.Trade, order, now, fill);
    }

    private void Expire(Order order, ExpiryReason reason, DateTimeOffset now)
    {
        Close(order, OrderStatus.Expired, reason, now);
        Report(ExecutionType.Expired, order, now);
    }

    private void Close(Order order, OrderStatus status, ExpiryReason? reason, DateTimeOffset now)
    {
        order.Status = status;
        order.ExpiryReason = reason;
        order.UpdatedAt = now;
        order.Account.OpenOrders.Remove((order.Symbol.Name, order.ClientOrderId));
        Settlement.ReleaseExcess(order);
        Touch(order.Account, order.LockedAsset);
    }

    // Each round takes one stop off the waiting list, and none is added meanwhile: the loop ends.
    private void TriggerStops(SymbolMarket market, DateTimeOffset now)
    {
        while (market.WaitingStops.Find(stop => StopTrigger.IsReached(stop, market.Tape.LastPrice)) is { } stop)
        {
            market.WaitingStops.Remove(stop);
            StartWorking(stop, now);
            Report(ExecutionType.New, stop, now);
            if (CoverMarketBuy(market, stop))
                Work(market, stop, now);
            else
                Expire(stop, ExpiryReason.Rejected, now);
        }
    }

    // A market BUY that waited locked its stop price; the book may ask for more by now.
    private static bool CoverMarketBuy(SymbolMarket market, Order stop)
    {
        if (!stop.IsMarket || stop.Side == Side.Sell)
            return true;
        var plan = MarketPlan.ByQuantity(market, stop.Side, stop.Quantity);
        var missing = plan.Quote - stop.Locked;
        if (missing > stop.Account.Of(stop.LockedAsset).Free)
            return false;
        if (missing > 0)
            Settlement.Lock(stop, missing);
        return true;
    }

    private void Finish(SymbolMarket market, DateTimeOffset now)
    {
        TriggerStops(market, now);
        foreach (var (account, assets) in touched)
        {
            account.UpdatedAt = now;
            sink.BalancesChanged(account, assets, now);
        }

        touched.Clear();
        sink.BookChanged(market);
    }

    private void Touch(Account account, string asset)
    {
        if (account.IsHouse)
            return;
        if (!touched.TryGetValue(account, out var assets))
            touched.Add(account, assets = new SortedSet<string>(StringComparer.Ordinal));
        assets.Add(asset);
    }

    private void Report(ExecutionType type, Order order, DateTimeOffset now, Fill? fill = null, string? cancelId = null)
    {
        var id = ++lastExecutionId;
        if (order.Account.IsHouse)
            return;
        var onBook = order.IsOpen && order.IsWorking && !order.IsMarket;
        sink.OrderChanged(new ExecutionReport(id, type, order, order.Status, order.Executed, order.CumulativeQuote, order.Quantity,
            onBook, order.WorkingAt, fill, cancelId, order.ExpiryReason, now));
    }
}
