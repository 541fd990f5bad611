namespace Bot3.Messaging.Contracts.Builder;

/// <summary>
/// Starts an order in plain words. The stages are types: an order without a stop-loss does not compile.
/// <code>
/// var order = OrderDraft.For("momentum", "main").Buy("BTC/USDT", 0.01m).Limit(50_000m).StopLoss(49_000m).Build(id, now);
/// </code>
/// </summary>
public static class OrderDraft
{
    /// <summary>Names who trades and where.</summary>
    /// <param name="strategyId">The strategy.</param>
    /// <param name="account">The account to trade on.</param>
    public static NeedsSide For(string strategyId, string account)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(strategyId);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        return new NeedsSide(strategyId, account);
    }
}

/// <summary>An order that still needs its side, symbol and quantity.</summary>
public sealed class NeedsSide
{
    private readonly string _strategyId;
    private readonly string _account;

    internal NeedsSide(string strategyId, string account) => (_strategyId, _account) = (strategyId, account);

    /// <summary>Buys.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="quantity">Amount of the base asset.</param>
    public NeedsType Buy(string symbol, decimal quantity) => Take(OrderSide.Buy, symbol, quantity);

    /// <summary>Sells.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="quantity">Amount of the base asset.</param>
    public NeedsType Sell(string symbol, decimal quantity) => Take(OrderSide.Sell, symbol, quantity);

    private NeedsType Take(OrderSide side, string symbol, decimal quantity)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(symbol);
        return new NeedsType(new SubmitOrder
        {
            OrderId = Guid.Empty,
            StrategyId = _strategyId,
            Account = _account,
            Symbol = symbol,
            Side = side,
            Type = OrderType.Market,
            Quantity = quantity,
            CreatedAt = default,
        });
    }
}

/// <summary>An order that still needs its type and prices.</summary>
public sealed class NeedsType
{
    private readonly SubmitOrder _draft;

    internal NeedsType(SubmitOrder draft) => _draft = draft;

    /// <summary>At the best prices available, at once.</summary>
    public NeedsStopLoss Market() => new(_draft with { Type = OrderType.Market });

    /// <summary>At this price or better.</summary>
    /// <param name="price">Limit price in the quote asset.</param>
    public NeedsStopLoss Limit(decimal price) => new(_draft with { Type = OrderType.Limit, LimitPrice = price });

    /// <summary>At this price or better, and only as the resting side.</summary>
    /// <param name="price">Limit price in the quote asset.</param>
    public NeedsStopLoss LimitMaker(decimal price) => new(_draft with { Type = OrderType.LimitMaker, LimitPrice = price });

    /// <summary>At the market once the trigger is reached.</summary>
    /// <param name="type">A stop-loss or take-profit type.</param>
    /// <param name="trigger">Trigger price in the quote asset.</param>
    /// <param name="limit">Limit price, for the limit types.</param>
    /// <exception cref="ArgumentException">The type takes no trigger, or its limit price is missing or not wanted.</exception>
    public NeedsStopLoss Triggered(OrderType type, decimal trigger, decimal? limit = null)
    {
        var wantsLimit = type is OrderType.StopLossLimit or OrderType.TakeProfitLimit;
        if (!wantsLimit && type is not (OrderType.StopLoss or OrderType.TakeProfit))
            throw new ArgumentException($"type was {type}; only stop-loss and take-profit types take a trigger.", nameof(type));
        if (wantsLimit != limit.HasValue)
        {
            var found = limit?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "missing";
            throw new ArgumentException($"limit was {found}; {type} {(wantsLimit ? "needs" : "does not take")} one.", nameof(limit));
        }

        return new NeedsStopLoss(_draft with { Type = type, TriggerPrice = trigger, LimitPrice = limit });
    }
}

/// <summary>An order that still needs its stop-loss, without which it cannot be built.</summary>
public sealed class NeedsStopLoss
{
    private readonly SubmitOrder _draft;

    internal NeedsStopLoss(SubmitOrder draft) => _draft = draft;

    /// <summary>Where the position is given up.</summary>
    /// <param name="price">Stop-loss price in the quote asset: below the entry for a buy, above it for a sell.</param>
    public ReadyOrder StopLoss(decimal price) => new(_draft with { StopLoss = price });
}

/// <summary>An order that can be built; the rest is optional.</summary>
public sealed class ReadyOrder
{
    private readonly SubmitOrder _draft;

    internal ReadyOrder(SubmitOrder draft) => _draft = draft;

    /// <summary>Where the position is closed with a profit.</summary>
    /// <param name="price">Take-profit price in the quote asset.</param>
    public ReadyOrder TakeProfit(decimal price) => new(_draft with { TakeProfit = price });

    /// <summary>Executes at once what it can; the rest expires.</summary>
    public ReadyOrder ImmediateOrCancel() => new(_draft with { TimeInForce = TimeInForce.Ioc });

    /// <summary>Executes whole at once, or not at all.</summary>
    public ReadyOrder FillOrKill() => new(_draft with { TimeInForce = TimeInForce.Fok });

    /// <summary>Is cancelled by us at a time.</summary>
    /// <param name="expiresAt">The expiry.</param>
    public ReadyOrder GoodTill(DateTimeOffset expiresAt) => new(_draft with { TimeInForce = TimeInForce.Gtd, ExpiresAt = expiresAt });

    /// <summary>Names venues in preference.</summary>
    /// <param name="venues">Venue ids, for example <c>binance</c>.</param>
    public ReadyOrder At(params string[] venues) => new(_draft with { Venues = venues });

    /// <summary>Names the signal behind the order.</summary>
    /// <param name="signalId">The signal.</param>
    /// <param name="confidence">How sure the strategy is, 0 to 1.</param>
    public ReadyOrder Signal(string signalId, decimal confidence) => new(_draft with { SignalId = signalId, SignalConfidence = confidence });

    /// <summary>The finished order.</summary>
    /// <param name="orderId">Made by the caller before sending and re-used on every retry; UUIDv7 advised.</param>
    /// <param name="createdAt">Now, by the strategy's clock.</param>
    /// <exception cref="ArgumentException">The order id is empty.</exception>
    public SubmitOrder Build(Guid orderId, DateTimeOffset createdAt)
    {
        if (orderId == Guid.Empty)
            throw new ArgumentException(
                "orderId was empty; make one (UUIDv7 advised) before sending and re-use it on every retry.", nameof(orderId));
        return _draft with { OrderId = orderId, CreatedAt = createdAt };
    }
}
