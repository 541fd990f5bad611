using System.Collections.Concurrent;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Tests.Kit;
using CsCheck;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Matching;

/// <summary>Random sequences of everything that the engine takes: no invariant may break at any step.</summary>
public sealed class MatchingProperties
{
    private static readonly Gen<Step> Steps =
        from what in Gen.Int[0, 11]
        from isAlice in Gen.Bool
        from side in Gen.Enum<Side>()
        from type in Gen.Enum<OrderType>()
        from timeInForce in Gen.Enum<TimeInForce>()
        from prices in Gen.Int[4_900, 5_100].Array[3]
        from quantity in Gen.Int[100, 90_000]
        from shape in Gen.Int[0, 15]
        from prevention in Gen.Enum<SelfTradePrevention>()
        from pick in Gen.Int[0, 1_000]
        select new Step(what, isAlice, side, type, timeInForce, [.. prices.Select(price => price * 0.00001m)], quantity * 0.0001m, shape,
            prevention, pick);

    // What the sequences came across: a property over things that never happen would prove nothing.
    private readonly ConcurrentDictionary<string, int> seen = new();

    [Fact]
    public void RandomActions_AnySequence_KeepEveryInvariant()
    {
        Steps.List[1, 120].Sample(Run, iter: 400);

        string[] wanted =
        [
            .. Enum.GetNames<OrderStatus>(), .. Enum.GetNames<ExpiryReason>(), .. Enum.GetNames<ListKind>(), "Amended", "Iceberg traded",
            "Peg traded", "Trailing triggered", "Pair claimed",
        ];
        Assert.Empty(wanted.Except(seen.Keys));
    }

    private void Run(List<Step> steps)
    {
        // Small funds, so that some orders are refused and some stops cannot be paid.
        var bench = new VenueBench(funds: 20m, tradeGroupId: 7);
        var before = VenueInvariants.Totals(bench);
        foreach (var step in steps)
        {
            Apply(bench, step);
            VenueInvariants.Assert(bench);
            Assert.Equal(before, VenueInvariants.Totals(bench));
        }

        VenueInvariants.AssertFills(bench);
        Note(bench);
    }

    private void Note(VenueBench bench)
    {
        foreach (var order in bench.Venue.Orders.Orders)
        {
            Note(order.Status.ToString(), true);
            Note(order.ExpiryReason?.ToString() ?? "", true);
            Note("Amended", order.Amendments.Count > 0);
            Note("Iceberg traded", order.IcebergQuantity != 0 && order.Executed > order.IcebergQuantity);
            Note("Peg traded", order.Peg is not null && order.Executed > 0);
            Note("Trailing triggered", order.TrailingDelta is not null && order.IsWorking);
            Note("Pair claimed", order is { ExpiryReason: ExpiryReason.OcoTrigger, Partner.Executed: > 0 });
        }

        foreach (var list in bench.Venue.Orders.Lists)
            Note(list.Kind.ToString(), true);
    }

    private void Note(string what, bool isSo)
    {
        if (isSo)
            seen.AddOrUpdate(what, 1, (_, count) => count + 1);
    }

    private static void Apply(VenueBench bench, Step step)
    {
        var account = step.IsAlice ? bench.Alice : bench.Bob;
        var open = account.OpenOrders.Values.OrderBy(order => order.Id).ToList();
        try
        {
            switch (step.What)
            {
                case 0 when open.Count > 0:
                    bench.Cancel(open[step.Pick % open.Count]);
                    break;
                case 1 or 2 when open.Count > 0:
                    Amend(bench, step, open[step.Pick % open.Count]);
                    break;
                case 3 or 4 or 5:
                    bench.PlaceList(account, List(step));
                    break;
                default:
                    bench.Place(account, Order(step));
                    break;
            }
        }
        catch (VenueRefusal refusal)
        {
            Assert.Contains(refusal.Code, new[] { -1013, -2010, -2038 });
        }
    }

    private static void Amend(VenueBench bench, Step step, Order order)
    {
        var quantity = Amounts.FloorToStep(order.Quantity * (step.Pick % 10) / 10, bench.Market.Rules.StepSize);
        bench.Venue.Engine.Amend(bench.Market, order, quantity, step.Shape == 0 ? order.ClientOrderId : null, bench.Time.GetUtcNow());
    }

    private static NewOrder Order(Step step)
    {
        var hasPrice = step.Type.HasLimit();
        var hasStop = step.Type.IsTriggered();
        var trails = hasStop && step.Shape % 4 == 0;
        var timeInForce = hasPrice && step.Type != OrderType.LimitMaker ? step.TimeInForce : TimeInForce.Gtc;
        var isPegged = hasPrice && step.Shape == 5;
        return new NewOrder(step.Side, step.Type)
        {
            TimeInForce = timeInForce,
            Price = hasPrice && !isPegged ? step.Prices[0] : 0,
            Peg = isPegged ? new Peg(step.Type == OrderType.LimitMaker ? PegPriceType.PrimaryPeg : PegPriceType.MarketPeg, null) : null,
            StopPrice = hasStop && step.Shape != 4 ? step.Prices[1] : 0,
            TrailingDelta = trails ? 10 + step.Pick : null,
            Quantity = step.Quantity,
            IcebergQuantity = hasPrice && timeInForce == TimeInForce.Gtc && step.Shape is 1 or 2
                ? Math.Max(0.0001m, Amounts.FloorToStep(step.Quantity / (step.Shape * 3), 0.0001m))
                : 0,
            SelfTradePrevention = step.Prevention,
        };
    }

    private static NewOrderList List(Step step)
    {
        var pairSide = step.Shape % 2 == 0 ? Side.Sell : Side.Buy;
        var kind = (ListKind)(step.Shape % 5);
        var isPaid = kind is ListKind.Opo or ListKind.Opoco;
        var side = isPaid ? Side.Buy : step.Side;
        var working = new NewOrder(side, OrderType.Limit)
        {
            Price = step.Prices[0], Quantity = step.Quantity, TimeInForce = step.TimeInForce, SelfTradePrevention = step.Prevention,
        };
        var pendingSide = isPaid ? Side.Sell : pairSide;
        var quantity = isPaid ? 0 : step.Quantity;
        var prices = step.Prices.Order().ToList();
        var (above, below) = pendingSide == Side.Sell
            ? (Maker(pendingSide, prices[2], quantity, step), Stop(pendingSide, prices[0], quantity, step))
            : (Stop(pendingSide, prices[2], quantity, step), Maker(pendingSide, prices[0], quantity, step));
        return kind switch
        {
            ListKind.Oco => ListRequests.Oco(above, below),
            ListKind.Oto or ListKind.Opo => ListRequests.Oto(working, step.Pick % 2 == 0 ? above : below, kind),
            _ => ListRequests.Otoco(working, above, below, kind),
        };
    }

    private static NewOrder Maker(Side side, decimal price, decimal quantity, Step step) => step.Pick % 3 == 0
        ? new NewOrder(side, OrderType.TakeProfitLimit) { StopPrice = price, Price = price, Quantity = quantity }
        : new NewOrder(side, OrderType.LimitMaker) { Price = price, Quantity = quantity, SelfTradePrevention = step.Prevention };

    private static NewOrder Stop(Side side, decimal price, decimal quantity, Step step) => step.Pick % 5 == 0
        ? new NewOrder(side, OrderType.StopLossLimit) { StopPrice = price, Price = step.Prices[1], Quantity = quantity }
        : new NewOrder(side, OrderType.StopLoss) { StopPrice = price, Quantity = quantity, SelfTradePrevention = step.Prevention };

    private sealed record Step(
        int What, bool IsAlice, Side Side, OrderType Type, TimeInForce TimeInForce, decimal[] Prices, decimal Quantity, int Shape,
        SelfTradePrevention Prevention, int Pick);
}
