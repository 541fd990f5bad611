using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Builder;

namespace Bot3.Messaging.Bot3.Demo.Strategies;

/// <summary>
/// Buys below the recent mean and sells above it, with limit orders that rest beside the market. It works on one side at a time, so that
/// its own orders never meet, and changes its mind about some that nobody takes. Now and then it forgets the lot grid, and is denied.
/// </summary>
/// <param name="seed">Seed of sizes and of changes of mind.</param>
internal sealed class MeanReversion(int seed) : ISampleStrategy
{
    private const decimal Tick = 0.01m;
    private const decimal Lot = 0.0001m;
    private const decimal StopDistance = 0.01m;

    // One step finer than the venue's grid of 0.00001 BTC.
    private const decimal OffGrid = 0.0000012m;
    private const int WorkingMax = 4;
    private const int LooksMax = 5;
    private const int OffGridFirst = 3;
    private const int OffGridEvery = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

#pragma warning disable CA5394 // A seed is the point: the same run again. No secret depends on it.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly PriceWindow _window = new(4);
    private int _looks;
    private int _made;

    /// <inheritdoc />
    public string StrategyId => "mean-reversion";

    /// <inheritdoc />
    public string Symbol => "BTC/USDT";

    /// <inheritdoc />
    public StrategyWish Look(MarketPrice price, IReadOnlyList<DemoOrder> mine, DateTimeOffset now)
    {
        var (bid, ask) = (price.Bid!.Value, price.Ask!.Value);
        _window.Add((bid + ask) / 2);
        var working = mine.Where(order => !order.HasEnded).ToList();
        var cancel = Reconsider(working, now);
        if (!_window.IsFull || working.Count >= WorkingMax)
            return new StrategyWish(null, cancel);

        // The longer it is quiet, the smaller a signal will do.
        var gap = ((bid + ask) / 2 / _window.Mean) - 1;
        var enough = 0.0002m * Math.Max(0, LooksMax - _looks++) / LooksMax;
        var side = gap < 0 ? OrderSide.Buy : OrderSide.Sell;
        if (Math.Abs(gap) < enough || working.Exists(order => order.Submitted.Side != side))
            return new StrategyWish(null, cancel);
        _looks = 0;
        return new StrategyWish(Order(side, bid, ask, now), cancel);
    }

    private SubmitOrder Order(OrderSide side, decimal bid, decimal ask, DateTimeOffset now)
    {
        var quantity = Draw(50, 300) * Lot;
        if (++_made % OffGridEvery == OffGridFirst)
            quantity += OffGrid;
        var draft = OrderDraft.For(StrategyId, DemoConfiguration.Account);
        var away = Draw(0, 200) * Tick;
        var ready = side is OrderSide.Buy
            ? draft.Buy(Symbol, quantity).Limit(bid - away).StopLoss(Round((bid - away) * (1 - StopDistance)))
            : draft.Sell(Symbol, quantity).Limit(ask + away).StopLoss(Round((ask + away) * (1 + StopDistance)));
        return ready.Signal($"gap-{_made}", 0.6m).Build(Guid.CreateVersion7(now), now);
    }

    private CancelOrder? Reconsider(List<DemoOrder> working, DateTimeOffset now)
    {
        var stale = working.Find(order => order is { IsResting: true, CancelAsked: false } && now - order.Submitted.CreatedAt > Patience);
        if (stale is null || Draw(0, 4) > 0)
            return null;
        return new CancelOrder
        {
            OrderId = stale.Submitted.OrderId, StrategyId = StrategyId, Reason = "nobody takes it", RequestedAt = now,
        };
    }

    private int Draw(int from, int below)
    {
#pragma warning disable CA5394 // See the field.
        return _random.Next(from, below);
#pragma warning restore CA5394
    }

    private static decimal Round(decimal price) => decimal.Round(price / Tick) * Tick;
}
