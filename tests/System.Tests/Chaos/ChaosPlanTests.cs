using Bot3.Messaging.Bot3.Commands.Chaos;
using Bot3.Messaging.Contracts;
using CsCheck;

namespace Bot3.Messaging.System_Tests.Chaos;

public sealed class ChaosPlanTests
{
    private static readonly string[] Parts = ["broker", "database", "risk-1", "exchange-1", "saga-1"];

    [Fact]
    public void Plan_SameSeed_IsTheSame()
    {
        var (first, second) = (Plan(50, 12, 7), Plan(50, 12, 7));

        Assert.Equal(first.Orders, second.Orders);
        Assert.Equal(first.Kills, second.Kills);
        Assert.NotEqual(first.Orders, Plan(50, 12, 8).Orders);
    }

    [Fact]
    public void Plan_MoreKills_KeepsTheOrders() => Assert.Equal(Plan(50, 5, 7).Orders, Plan(50, 20, 7).Orders);

    [Fact]
    public void Plan_OfAnySize_CountsAndHitsEveryPartWhenItCan() =>
        Gen.Select(Gen.Int[1, 60], Gen.Int[0, 30], Gen.Int).Sample((orders, kills, seed) =>
        {
            var plan = Plan(orders, kills, seed);
            Assert.Equal(orders, plan.Orders.Length);
            Assert.Equal(orders, plan.Orders.Select(order => order.OrderId).Distinct().Count());
            Assert.Equal(kills, plan.Kills.Length);
            Assert.Equal(Math.Min(kills, Parts.Length), plan.Kills.Select(kill => kill.Part).Distinct().Count());
            Assert.All(plan.Kills, kill => Assert.InRange(kill.At, 0, 1));
            Assert.Equal(plan.Orders.OrderBy(order => order.At), plan.Orders);
        });

    [Fact]
    public void Price_OfEveryKind_IsOnTheGridAndOnTheRightSide() =>
        Gen.Int[0, 1_000].Sample(seed =>
        {
            foreach (var planned in Plan(40, 0, seed).Orders)
            {
                var touch = planned.Symbol == "ETH/BTC" ? new Touch(0.04999m, 0.05001m) : new Touch(599.99m, 600.01m);
                var order = ChaosPricing.Price(planned, touch, "main", DateTimeOffset.UnixEpoch);
                Assert.True(order.Quantity > 0);
                Assert.Equal(planned.Kind == PlannedKind.Market, order.Type == OrderType.Market);
                Assert.Equal(planned.Kind == PlannedKind.NoStopLoss, order.StopLoss is null);
                var entry = order.LimitPrice ?? touch.AskPrice;
                if (order.StopLoss is { } stop)
                    Assert.Equal(order.Side == OrderSide.Buy, stop < entry);
            }
        });

    private static ChaosPlan Plan(int orders, int kills, int seed) => ChaosPlan.Make(orders, kills, seed, ChaosPricing.Symbols, Parts);
}
