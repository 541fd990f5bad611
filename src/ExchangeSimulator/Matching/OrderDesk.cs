using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>The beginning and the end of an order: ids, registers, locks, closing.</summary>
internal sealed class OrderDesk(OrderStore store, OpenOrderCounts counts, Journal journal)
{
    private const decimal BasisPoints = 10_000m;

    private long lastOrderId;

    /// <summary>Makes an order of a request that passed every check; it is not in any register yet.</summary>
    public Order Create(Account account, SymbolMarket market, NewOrder request, decimal quantity, DateTimeOffset now)
    {
        var id = ++lastOrderId;
        return new Order
        {
            Id = id,
            Account = account,
            Symbol = market.Rules,
            ClientOrderId = request.ClientOrderId ?? FreeClientOrderId(account, market.Rules, id),
            Side = request.Side,
            Type = request.Type,
            TimeInForce = request.TimeInForce,
            Quantity = quantity,
            QuoteQuantity = request.QuoteQuantity,
            AskedPrice = request.Price,
            Price = request.Limit,
            StopPrice = request.StopPrice,
            TrailingDelta = request.TrailingDelta,
            Peg = request.Peg,
            IcebergQuantity = request.IcebergQuantity,
            SelfTradePrevention = request.SelfTradePrevention ?? market.Rules.Options.SelfTradePrevention,
            UsesSor = request.UsesSor,
            LockPrice = PriceToLockAt(market, request),
            StrategyId = request.StrategyId,
            StrategyType = request.StrategyType,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }

    /// <summary>Enters an order in all registers and locks its funds.</summary>
    public void Register(Order order, decimal toLock)
    {
        if (toLock > 0)
            Settlement.Lock(order, toLock);
        journal.Touch(order.Account, order.LockedAsset);
        order.Account.OpenOrders.Add((order.Symbol.Name, order.ClientOrderId), order);
        counts.Opened(order);
        if (!order.Account.IsHouse)
            store.Add(order);
    }

    public static void StartWorking(Order order, DateTimeOffset now)
    {
        order.Status = OrderStatus.New;
        order.IsWorking = true;
        order.WorkingAt = now;
        order.UpdatedAt = now;
    }

    /// <summary>Puts a triggered order on the waiting list; one that trails without a trigger price follows from now on.</summary>
    public static void Wait(SymbolMarket market, Order order, DateTimeOffset now)
    {
        order.Status = OrderStatus.New;
        order.UpdatedAt = now;
        if (order.TrailingDelta is not null && order.StopPrice == 0)
            order.TrailingAt = now;
        market.Stops.Add(order);
    }

    /// <summary>Takes an open order from wherever it rests or waits.</summary>
    public static void Withdraw(SymbolMarket market, Order order)
    {
        if (order.BookNode is not null)
            market.Book.Remove(order);
        else if (order is { IsStop: true, IsWorking: false, IsPending: false })
            market.Stops.Remove(order);
    }

    /// <summary>Ends an order and gives back what it held.</summary>
    public void Close(Order order, OrderStatus status, ExpiryReason? reason, DateTimeOffset now)
    {
        order.Status = status;
        order.ExpiryReason = reason;
        order.UpdatedAt = now;
        order.Account.OpenOrders.Remove((order.Symbol.Name, order.ClientOrderId));
        counts.Closed(order);
        Settlement.ReleaseExcess(order);
        Settlement.Part(order);
        journal.Touch(order.Account, order.LockedAsset);
    }

    public void Expire(Order order, ExpiryReason reason, DateTimeOffset now, RejectReason reject = RejectReason.None)
    {
        Close(order, OrderStatus.Expired, reason, now);
        journal.Report(ExecutionType.Expired, order, now, reject);
    }

    /// <summary>Gives an open order another client id.</summary>
    public void Rename(Order order, string clientOrderId)
    {
        order.Account.OpenOrders.Remove((order.Symbol.Name, order.ClientOrderId));
        order.ClientOrderId = clientOrderId;
        order.Account.OpenOrders.Add((order.Symbol.Name, clientOrderId), order);
        if (!order.Account.IsHouse)
            store.Renamed(order);
    }

    /// <summary>An id that no open order of the account has. A client may have taken a made-up id for an order of its own.</summary>
    public static string FreeClientOrderId(Account account, SymbolRules rules, long orderId, string prefix = "simorder")
    {
        var id = $"{prefix}{orderId:D13}";
        while (account.OpenOrders.ContainsKey((rules.Name, id)))
            id += "x";
        return id;
    }

    /// <summary>
    /// What a BUY is paid at while it rests or waits. Without a price of its own: at the price to which the market may run before it
    /// triggers.
    /// </summary>
    public static decimal PriceToLockAt(SymbolMarket market, NewOrder request)
    {
        if (request.Limit != 0)
            return request.Limit;
        if (request.StopPrice != 0)
            return request.StopPrice;
        return market.Tape.LastPrice * (1 + ((request.TrailingDelta ?? 0) / BasisPoints));
    }
}
