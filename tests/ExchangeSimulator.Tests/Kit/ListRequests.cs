using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

/// <summary>Order lists of one ETH on the bench's symbol, whose last price is 0.05.</summary>
internal static class ListRequests
{
    public static NewOrder Maker(Side side, decimal price, decimal quantity = 1m) =>
        new(side, OrderType.LimitMaker) { Price = price, Quantity = quantity };

    public static NewOrder Stop(Side side, decimal stopPrice, decimal quantity = 1m) =>
        new(side, OrderType.StopLoss) { StopPrice = stopPrice, Quantity = quantity };

    public static NewOrder Limit(Side side, decimal price, decimal quantity = 1m, TimeInForce timeInForce = TimeInForce.Gtc) =>
        new(side, OrderType.Limit) { Price = price, Quantity = quantity, TimeInForce = timeInForce };

    public static NewOrderList Oco(NewOrder above, NewOrder below) => new(ListKind.Oco, null, null, null, above, below);

    /// <summary>Sells one at 0.06, or at the market below 0.04.</summary>
    public static NewOrderList SellingOco => Oco(Maker(Side.Sell, 0.06m), Stop(Side.Sell, 0.04m));

    public static NewOrderList Oto(NewOrder working, NewOrder pending, ListKind kind = ListKind.Oto) =>
        new(kind, null, working, pending, null, null);

    public static NewOrderList Otoco(NewOrder working, NewOrder above, NewOrder below, ListKind kind = ListKind.Otoco) =>
        new(kind, null, working, null, above, below);

    public static OrderList PlaceList(this VenueBench bench, Account account, NewOrderList request) =>
        bench.Venue.Engine.PlaceList(account, bench.Market, request, bench.Time.GetUtcNow(), list => list);

    public static IEnumerable<OrderStatus> Statuses(this OrderList list) => list.Legs.Select(leg => leg.Status);

    /// <summary>Makes the last trade happen at a price, between the two accounts that no list of the tests belongs to.</summary>
    public static void TradeAt(this VenueBench bench, decimal price)
    {
        var (maker, taker) = (bench.Directory.MarketMaker, bench.Directory.MarketTaker);
        var now = bench.Time.GetUtcNow();
        bench.Venue.Engine.PlaceUnchecked(maker, bench.Market, Limit(Side.Sell, price, 0.1m), now);
        bench.Venue.Engine.PlaceUnchecked(taker, bench.Market, Limit(Side.Buy, price, 0.1m), now);
    }
}
