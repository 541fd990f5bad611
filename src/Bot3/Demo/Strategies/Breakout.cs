using Bot3.Messaging.Contracts;
using Bot3.Messaging.Contracts.Builder;

namespace Bot3.Messaging.Bot3.Demo.Strategies;

/// <summary>
/// Goes with the market when it leaves its recent range, at once and at the market's price. Now and then it wants far more than its
/// limit allows, and is denied.
/// </summary>
/// <param name="seed">Seed of sizes.</param>
internal sealed class Breakout(int seed) : ISampleStrategy
{
    private const decimal Tick = 0.01m;
    private const decimal Lot = 0.001m;
    private const decimal StopDistance = 0.015m;

    // About 160,000 USD at the simulator's prices: above the limit of 100,000.
    private const decimal TooMuch = 50m;
    private const int LooksMax = 5;
    private const int TooMuchFirst = 4;
    private const int TooMuchEvery = 20;

#pragma warning disable CA5394 // A seed is the point: the same run again. No secret depends on it.
    private readonly Random _random = new(seed);
#pragma warning restore CA5394
    private readonly PriceWindow _window = new(4);
    private int _looks;
    private int _made;

    /// <inheritdoc />
    public string StrategyId => "breakout";

    /// <inheritdoc />
    public string Symbol => "ETH/USDT";

    /// <inheritdoc />
    public StrategyWish Look(MarketPrice price, IReadOnlyList<DemoOrder> mine, DateTimeOffset now)
    {
        var mid = (price.Bid!.Value + price.Ask!.Value) / 2;
        var known = _window.IsFull;
        var (high, low, mean) = known ? (_window.High, _window.Low, _window.Mean) : default;
        _window.Add(mid);

        // The longer it is quiet, the smaller a move will do.
        var patient = _looks++ < LooksMax;
        if (!known || (patient && mid <= high && mid >= low))
            return StrategyWish.None;
        _looks = 0;
        return new StrategyWish(Order(mid >= mean ? OrderSide.Buy : OrderSide.Sell, mid, now), null);
    }

    private SubmitOrder Order(OrderSide side, decimal mid, DateTimeOffset now)
    {
#pragma warning disable CA5394 // See the field.
        var quantity = ++_made % TooMuchEvery == TooMuchFirst ? TooMuch : _random.Next(50, 400) * Lot;
#pragma warning restore CA5394
        var draft = OrderDraft.For(StrategyId, DemoConfiguration.Account);
        var ready = side is OrderSide.Buy
            ? draft.Buy(Symbol, quantity).Market().StopLoss(Round(mid * (1 - StopDistance)))
            : draft.Sell(Symbol, quantity).Market().StopLoss(Round(mid * (1 + StopDistance)));
        return ready.Signal($"break-{_made}", 0.7m).Build(Guid.CreateVersion7(now), now);
    }

    private static decimal Round(decimal price) => decimal.Round(price / Tick) * Tick;
}
