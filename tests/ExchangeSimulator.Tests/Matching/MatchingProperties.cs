using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;
using CsCheck;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

public sealed class MatchingProperties
{
    private static readonly Gen<Step> Steps =
        from isAlice in Gen.Bool
        from side in Gen.Enum<Side>()
        from type in Gen.Enum<OrderType>()
        from timeInForce in Gen.Enum<TimeInForce>()
        from price in Gen.Int[4_900, 5_100]
        from stop in Gen.Int[4_900, 5_100]
        from quantity in Gen.Int[100, 90_000]
        from cancels in Gen.Int[0, 5]
        select new Step(isAlice, side, type, timeInForce, price * 0.00001m, stop * 0.00001m, quantity * 0.0001m, cancels == 0);

    [Fact]
    public void RandomOrders_AnySequence_KeepEveryInvariant() => Steps.List[1, 120].Sample(steps =>
    {
        // Small funds, so that some orders are refused and some stops cannot be paid.
        var bench = new VenueBench(funds: 20m);
        var before = Assets(bench);
        foreach (var step in steps)
        {
            Apply(bench, step);
            AssertNotCrossed(bench);
            AssertLocks(bench);
            AssertTimePriority(bench);
            Assert.Equal(before, Assets(bench));
        }

        AssertFills(bench);
    }, iter: 300);

    private static (decimal, decimal) Assets(VenueBench bench) => (bench.Total("ETH"), bench.Total("BTC"));

    private static void Apply(VenueBench bench, Step step)
    {
        var account = step.IsAlice ? bench.Alice : bench.Bob;
        try
        {
            if (step.Cancels && account.OpenOrders.Count > 0)
                bench.Cancel(account.OpenOrders.Values.First());
            else
                bench.Place(account, Order(step));
        }
        catch (VenueRefusal refusal)
        {
            Assert.Contains(refusal.Code, new[] { -1013, -2010 });
        }
    }

    private static NewOrder Order(Step step)
    {
        var hasPrice = step.Type is OrderType.Limit or OrderType.LimitMaker or OrderType.StopLossLimit or OrderType.TakeProfitLimit;
        var hasStop = step.Type is not (OrderType.Limit or OrderType.LimitMaker or OrderType.Market);
        return new NewOrder(step.Side, step.Type)
        {
            TimeInForce = hasPrice && step.Type != OrderType.LimitMaker ? step.TimeInForce : TimeInForce.Gtc,
            Price = hasPrice ? step.Price : 0,
            StopPrice = hasStop ? step.Stop : 0,
            Quantity = step.Quantity,
        };
    }

    private static void AssertNotCrossed(VenueBench bench)
    {
        var (bid, _) = bench.Market.Book.Top(Side.Buy);
        var (ask, _) = bench.Market.Book.Top(Side.Sell);
        Assert.True(bid == 0 || ask == 0 || bid < ask, $"crossed: {bid} / {ask}");
    }

    private static void AssertLocks(VenueBench bench)
    {
        foreach (var account in bench.Directory.Clients)
        {
            foreach (var asset in new[] { "ETH", "BTC" })
            {
                var held = account.OpenOrders.Values.Where(order => order.LockedAsset == asset).Sum(order => order.Locked);
                Assert.Equal(held, account.Of(asset).Locked);
                Assert.True(account.Of(asset).Free >= 0);
            }
        }
    }

    private static void AssertTimePriority(VenueBench bench)
    {
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            var resting = bench.Market.Book.InPriority(side).Where(order => !order.IsStop).ToList();
            foreach (var level in resting.GroupBy(order => order.Price))
                Assert.Equal(level.OrderBy(order => order.Id), level);
        }
    }

    private static void AssertFills(VenueBench bench)
    {
        foreach (var order in bench.Venue.Orders.Orders)
        {
            Assert.True(order.Executed <= order.Quantity);
            Assert.Equal(order.Executed, order.Fills.Sum(fill => fill.Quantity));
            Assert.Equal(order.CumulativeQuote, order.Fills.Sum(fill => fill.QuoteQuantity));
            Assert.Equal(order.Status == OrderStatus.Filled, order.Remaining == 0);
            Assert.True(order.IsOpen || order.Locked == 0);
            Assert.All(order.Fills, fill => Assert.True(order.IsMarket || OrderBook.Crosses(order.Side, order.Price, fill.Price)));
        }
    }

    private sealed record Step(
        bool IsAlice, Side Side, OrderType Type, TimeInForce TimeInForce, decimal Price, decimal Stop, decimal Quantity, bool Cancels);
}
