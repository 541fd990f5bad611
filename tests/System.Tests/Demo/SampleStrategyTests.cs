using Bot3.Messaging.Bot3.Demo;
using Bot3.Messaging.Bot3.Demo.Strategies;
using Bot3.Messaging.Contracts;
using CsCheck;

namespace Bot3.Messaging.System_Tests.Demo;

public sealed class SampleStrategyTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Strategies_SameSeedSameMarket_WantTheSame() => Gen.Int[0, 1000].Sample(seed =>
    {
        Assert.Equal(Wishes(new MeanReversion(seed), seed), Wishes(new MeanReversion(seed), seed));
        Assert.Equal(Wishes(new Breakout(seed), seed), Wishes(new Breakout(seed), seed));
    }, iter: 20);

    [Fact]
    public void Strategies_EveryOrder_HasItsStopOnTheRightSide() => Gen.Int[0, 1000].Sample(seed =>
    {
        foreach (var strategy in (ISampleStrategy[])[new MeanReversion(seed), new Breakout(seed)])
        {
            var orders = Run(strategy, seed);
            Assert.NotEmpty(orders);
            Assert.All(orders, order => Assert.True(
                order.Side is OrderSide.Buy ? order.StopLoss < (order.LimitPrice ?? 1_000m) : order.StopLoss > (order.LimitPrice ?? 1_000m)));
        }
    }, iter: 20);

    [Fact]
    public void MeanReversion_WhileOneSideWorks_NeverTakesTheOther()
    {
        var strategy = new MeanReversion(1);
        var orders = new List<DemoOrder>();
        foreach (var (price, now) in Market(5, 400))
        {
            if (strategy.Look(price, orders, now).Submit is { } order)
                orders.Add(new DemoOrder(order, Told(order, OrderStatus.Submitted), CancelAsked: false));
        }

        // Nothing ever ends here: the first side is kept, and at most four orders rest.
        Assert.Equal(4, orders.Count);
        Assert.Single(orders.Select(order => order.Submitted.Side).Distinct());
    }

    [Fact]
    public void MeanReversion_OrderNobodyTakes_IsCancelledInTheEnd()
    {
        var strategy = new MeanReversion(1);
        var orders = new List<DemoOrder>();
        CancelOrder? cancel = null;
        foreach (var (price, now) in Market(5, 400))
        {
            var wish = strategy.Look(price, orders, now);
            cancel ??= wish.Cancel;
            if (wish.Submit is { } order)
                orders.Add(new DemoOrder(order, Told(order, OrderStatus.Submitted), CancelAsked: false));
        }

        Assert.Equal(orders[0].Submitted.OrderId, cancel?.OrderId);
        Assert.Equal("nobody takes it", cancel?.Reason);
    }

    private static List<(OrderSide Side, decimal Quantity, decimal? Limit)> Wishes(ISampleStrategy strategy, int seed) =>
        [.. Run(strategy, seed).Select(order => (order.Side, order.Quantity, order.LimitPrice))];

    private static List<SubmitOrder> Run(ISampleStrategy strategy, int seed)
    {
        var orders = new List<SubmitOrder>();
        foreach (var (price, now) in Market(seed, 200))
        {
            if (strategy.Look(price, [], now).Submit is { } order)
                orders.Add(order);
        }

        return orders;
    }

    private static IEnumerable<(MarketPrice Price, DateTimeOffset Now)> Market(int seed, int looks)
    {
        var random = new Random(seed);
        var mid = 1_000m;
        for (var look = 0; look < looks; look++)
        {
            // Well within a hundredth of 1,000 in all, so that stops can be judged against the start.
            mid = Math.Clamp(mid + (random.Next(-50, 51) / 100m), 996m, 1_004m);
            var price = new MarketPrice { Symbol = "ANY/USDT", Bid = mid - 0.01m, Ask = mid + 0.01m };
            yield return (price, Start.AddMilliseconds(100 * look));
        }
    }

    private static OrderStatusChanged Told(SubmitOrder order, OrderStatus status) => new()
    {
        OrderId = order.OrderId,
        StrategyId = order.StrategyId,
        Account = order.Account,
        Symbol = order.Symbol,
        Sequence = 1,
        Status = status,
        FilledQuantity = 0,
        RemainingQuantity = order.Quantity,
        OccurredAt = order.CreatedAt,
    };
}
