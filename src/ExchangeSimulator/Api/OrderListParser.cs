using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Turns the parameters of a new order list into a request (PROTOCOL §5).</summary>
internal static class OrderListParser
{
    public static NewOrderList Oco(ApiParameters parameters, SymbolMarket market)
    {
        var above = OrderRequestParser.Parse(parameters, market, new OrderFields("above", "side", "quantity"));
        var below = OrderRequestParser.Parse(parameters, market, new OrderFields("below", "side", "quantity"));
        return Pair(ListKind.Oco, ListId(parameters), null, above, below);
    }

    /// <summary>OTO and OPO.</summary>
    public static NewOrderList WithOnePending(ApiParameters parameters, SymbolMarket market, ListKind kind)
    {
        var working = Working(parameters, market);
        var pending = OrderRequestParser.Parse(parameters, market, new OrderFields("pending", "pendingSide", PendingQuantity(parameters, kind)));
        RequireDirections(kind, working, pending);
        return new NewOrderList(kind, ListId(parameters), working, pending, null, null);
    }

    /// <summary>OTOCO and OPOCO.</summary>
    public static NewOrderList WithPendingPair(ApiParameters parameters, SymbolMarket market, ListKind kind)
    {
        var working = Working(parameters, market);
        var quantity = PendingQuantity(parameters, kind);
        var above = OrderRequestParser.Parse(parameters, market, new OrderFields("pendingAbove", "pendingSide", quantity));
        var below = OrderRequestParser.Parse(parameters, market, new OrderFields("pendingBelow", "pendingSide", quantity));
        RequireDirections(kind, working, above);
        return Pair(kind, ListId(parameters), working, above, below);
    }

    /// <summary>The deprecated OCO form: a limit-maker leg and a stop-loss leg with names of their own.</summary>
    public static NewOrderList DeprecatedOco(ApiParameters parameters, SymbolMarket market)
    {
        if (!WireName<Side>.TryParse(parameters.RequiredText("side"), out var side))
            throw Refusals.InvalidSide();
        var quantity = Positive(parameters.Amount("quantity"), "quantity", Refusals.InvalidQuantity);
        var mode = OrderRequestParser.SelfTradePrevention(parameters, market.Rules.Options);
        var limit = new NewOrder(side, OrderType.LimitMaker)
        {
            Quantity = quantity,
            Price = Positive(parameters.Amount("price"), "price", Refusals.InvalidPrice),
            IcebergQuantity = parameters.Amount("limitIcebergQty") ?? 0,
            ClientOrderId = parameters.ClientOrderId("limitClientOrderId"),
            StrategyId = parameters.Integer("limitStrategyId"),
            StrategyType = StrategyType(parameters, "limitStrategyType"),
            SelfTradePrevention = mode,
        };
        var stop = DeprecatedStop(parameters, side) with { Quantity = quantity, SelfTradePrevention = mode };
        var isSell = side == Side.Sell;
        return Pair(ListKind.Oco, ListId(parameters), null, isSell ? limit : stop, isSell ? stop : limit);
    }

    private static NewOrder DeprecatedStop(ApiParameters parameters, Side side)
    {
        var limit = parameters.Amount("stopLimitPrice");
        var type = limit is null ? OrderType.StopLoss : OrderType.StopLossLimit;
        var stop = parameters.Amount("stopPrice");
        var trailing = OrderRequestParser.TrailingDelta(parameters, "trailingDelta");
        if (stop is null && trailing is null)
            throw Refusals.MissingEither("stopPrice", "trailingDelta");
        if (stop == 0 || limit == 0)
            throw Refusals.InvalidPrice();
        var order = new NewOrder(side, type)
        {
            TimeInForce = OrderRequestParser.TimeInForce(parameters, type, "stopLimitTimeInForce"),
            Price = limit ?? 0,
            StopPrice = stop ?? 0,
            TrailingDelta = trailing,
            IcebergQuantity = parameters.Amount("stopIcebergQty") ?? 0,
            ClientOrderId = parameters.ClientOrderId("stopClientOrderId"),
            StrategyId = parameters.Integer("stopStrategyId"),
            StrategyType = StrategyType(parameters, "stopStrategyType"),
        };
        if (order.IcebergQuantity != 0 && limit is null)
            throw Refusals.NotRequired("stopIcebergQty");
        return order.IcebergQuantity != 0 && order.TimeInForce != TimeInForce.Gtc ? throw Refusals.IcebergNeedsGtc("stopIcebergQty") : order;
    }

    private static NewOrder Working(ApiParameters parameters, SymbolMarket market)
    {
        var working = OrderRequestParser.Parse(parameters, market, new OrderFields("working", "workingSide", "workingQuantity"));
        return working.Type is OrderType.Limit or OrderType.LimitMaker ? working : throw Refusals.InvalidOrderType();
    }

    private static NewOrderList Pair(ListKind kind, string? id, NewOrder? working, NewOrder above, NewOrder below) =>
        OcoRules.BadTypes(above, below) is { } refusal ? throw refusal : new NewOrderList(kind, id, working, null, above, below);

    // What an OPO buys is what its pending orders sell: a quantity would contradict it.
    private static string? PendingQuantity(ApiParameters parameters, ListKind kind)
    {
        if (kind is not (ListKind.Opo or ListKind.Opoco))
            return "pendingQuantity";
        return parameters.Has("pendingQuantity") ? throw Refusals.PendingNotRequired("pendingQuantity") : null;
    }

    private static void RequireDirections(ListKind kind, NewOrder working, NewOrder pending)
    {
        if (kind is not (ListKind.Opo or ListKind.Opoco))
            return;
        if (working.Side != Side.Buy)
            throw Refusals.OpoWorkingMustBuy();
        if (pending.Side != Side.Sell)
            throw Refusals.OpoPendingMustSell();
    }

    private static string? ListId(ApiParameters parameters) => parameters.ClientOrderId("listClientOrderId");

    private static decimal Positive(decimal? amount, string name, Func<VenueRefusal> refusal) =>
        amount is { } value ? value > 0 ? value : throw refusal() : throw Refusals.Missing(name);

    private static long? StrategyType(ApiParameters parameters, string name)
    {
        var type = parameters.Integer(name);
        return type < 1_000_000 ? throw Refusals.InvalidStrategyType(name) : type;
    }
}
