using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

/// <summary>What must hold after every action, whatever it was.</summary>
internal static class VenueInvariants
{
    private static readonly string[] Assets = ["ETH", "BTC"];

    public static (decimal, decimal) Totals(VenueBench bench) => (bench.Total("ETH"), bench.Total("BTC"));

    public static void Assert(VenueBench bench)
    {
        AssertNotCrossed(bench);
        AssertLocks(bench);
        AssertOpenOrders(bench);
        AssertQueue(bench);
        AssertLists(bench);
    }

    /// <summary>Fills never exceed either side, and agree on price and amount.</summary>
    public static void AssertFills(VenueBench bench)
    {
        foreach (var order in bench.Venue.Orders.Orders)
        {
            Xunit.Assert.True(order.Executed + order.Prevented <= order.Quantity, $"order {order.Id} traded too much");
            Xunit.Assert.Equal(order.Executed, order.Fills.Sum(fill => fill.Quantity));
            Xunit.Assert.Equal(order.CumulativeQuote, order.Fills.Sum(fill => fill.QuoteQuantity));
            Xunit.Assert.True(order.Status != OrderStatus.Filled || order.Executed == order.Quantity);
            Xunit.Assert.True(order.IsOpen || order.Locked == 0);
            Xunit.Assert.All(order.Fills,
                fill => Xunit.Assert.True(order.IsMarket || OrderBook.Crosses(order.Side, order.Price, fill.Price)));
        }

        foreach (var trade in bench.Venue.Orders.Fills.GroupBy(fill => fill.TradeId))
        {
            Xunit.Assert.Equal(2, trade.Count());
            Xunit.Assert.Single(trade.Select(fill => (fill.Price, fill.Quantity, fill.QuoteQuantity)).Distinct());
            Xunit.Assert.Equal(2, trade.Select(fill => fill.Order.Side).Distinct().Count());
        }
    }

    private static void AssertNotCrossed(VenueBench bench)
    {
        var (bid, _) = bench.Market.Book.Top(Side.Buy);
        var (ask, _) = bench.Market.Book.Top(Side.Sell);
        Xunit.Assert.True(bid == 0 || ask == 0 || bid < ask, $"crossed: {bid} / {ask}");
    }

    private static void AssertLocks(VenueBench bench)
    {
        foreach (var account in bench.Directory.Clients)
        {
            var holds = account.OpenOrders.Values.Select(order => order.Hold).Distinct().ToList();
            foreach (var asset in Assets)
            {
                Xunit.Assert.Equal(holds.Where(hold => hold.Asset == asset).Sum(hold => hold.Amount), account.Of(asset).Locked);
                Xunit.Assert.True(account.Of(asset).Free >= 0);
            }

            // Resting and waiting orders hold exactly what they need, the dearer of a pair for both.
            foreach (var order in account.OpenOrders.Values.Where(order => !order.IsPending))
            {
                var needed = new[] { order, order.Partner }.Where(leg => leg is { IsOpen: true }).Max(leg => Settlement.ToRest(leg!));
                Xunit.Assert.Equal(needed, order.Locked);
            }
        }
    }

    // The register holds every open order under its own id, so ids are unique among open orders.
    private static void AssertOpenOrders(VenueBench bench)
    {
        foreach (var account in bench.Directory.Clients)
        {
            var open = bench.Venue.Orders.Orders.Where(order => order.IsOpen && order.Account == account).ToList();
            Xunit.Assert.Equal(open.Count, account.OpenOrders.Count);
            Xunit.Assert.All(open, order => Xunit.Assert.Same(order, account.OpenOrders[(order.Symbol.Name, order.ClientOrderId)]));
            Xunit.Assert.All(open, order => Xunit.Assert.True(order.Remaining > 0 || order.IsPending));
        }

        var waiting = bench.Venue.Orders.Orders.Count(order => order is { IsOpen: true, IsStop: true, IsWorking: false, IsPending: false });
        Xunit.Assert.Equal(waiting, bench.Market.Stops.Count);
    }

    // Plain limit orders never change places: the order of their ids is the order of their arrival, amended or not.
    private static void AssertQueue(VenueBench bench)
    {
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            foreach (var (_, orders) in bench.Market.Book.Levels(side))
            {
                var plain = orders.Where(order => !order.IsStop && order.IcebergQuantity == 0 && order.List is null).ToList();
                Xunit.Assert.Equal(plain.OrderBy(order => order.Id), plain);
                Xunit.Assert.All(orders, order => Xunit.Assert.True(order.Visible > 0 && order.Visible <= order.Remaining));
            }
        }
    }

    private static void AssertLists(VenueBench bench)
    {
        foreach (var list in bench.Venue.Orders.Lists)
        {
            Xunit.Assert.Equal(list.IsOpen, list.Legs.Any(leg => leg.IsOpen));
            Xunit.Assert.True(list.Legs.Count(leg => leg.Partner is not null && leg.Executed > 0) <= 1, $"both legs of list {list.Id} traded");
            if (list.Working is { } working)
            {
                Xunit.Assert.Equal(list.HasPending, working.IsOpen);
                Xunit.Assert.All(list.Pending, leg => Xunit.Assert.True(working.Status == OrderStatus.Filled || leg.WorkingAt is null));
            }
        }
    }
}
