using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>
/// Turns the parameters of a new order, or of one leg of a list, into a request, with the documented refusals for what is missing or
/// too much (PROTOCOL §4).
/// </summary>
internal static class OrderRequestParser
{
    private const long StrategyTypeMin = 1_000_000;

    public static NewOrder Parse(ApiParameters parameters, SymbolMarket market) =>
        Parse(parameters, market, OrderFields.Single);

    public static NewOrder Parse(ApiParameters parameters, SymbolMarket market, OrderFields fields)
    {
        if (!WireName<Side>.TryParse(parameters.RequiredText(fields.Side), out var side))
            throw Refusals.InvalidSide();
        if (!WireName<OrderType>.TryParse(parameters.RequiredText(fields.Of("type")), out var type))
            throw Refusals.InvalidOrderType();
        var quote = fields.IsLeg ? null : parameters.Amount("quoteOrderQty");
        var order = new NewOrder(side, type)
        {
            TimeInForce = TimeInForce(parameters, type, fields.Of("timeInForce")),
            Quantity = Quantity(parameters, type, fields, quote) ?? 0,
            QuoteQuantity = quote ?? 0,
            Peg = PegParser.Parse(parameters, type, fields),
            IcebergQuantity = parameters.Amount(fields.Of("icebergQty")) ?? 0,
            SelfTradePrevention = SelfTradePrevention(parameters, market.Rules.Options),
            ClientOrderId = parameters.ClientOrderId(fields.ClientOrderId),
            StrategyId = parameters.Integer(fields.Of("strategyId")),
            StrategyType = parameters.Integer(fields.Of("strategyType")),
        };
        if (order.StrategyType < StrategyTypeMin)
            throw Refusals.InvalidStrategyType(fields.Of("strategyType"));
        order = WithPrices(parameters, order, fields);
        CheckPeg(order);
        CheckIceberg(order, fields);
        return order;
    }

    public static SelfTradePrevention? SelfTradePrevention(ApiParameters parameters, SymbolOptions symbol)
    {
        if (parameters.Text("selfTradePreventionMode") is not { } text)
            return null;
        if (!WireName<SelfTradePrevention>.TryParse(text, out var mode))
            throw Refusals.InvalidData("selfTradePreventionMode");
        return symbol.SelfTradePreventions.Contains(mode) ? mode : throw Refusals.SelfTradePreventionNotAllowed();
    }

    public static TimeInForce TimeInForce(ApiParameters parameters, OrderType type, string name)
    {
        var text = parameters.Text(name);
        if (type is OrderType.Limit or OrderType.StopLossLimit or OrderType.TakeProfitLimit)
        {
            if (text is null)
                throw Refusals.Missing(name);
            return WireName<TimeInForce>.TryParse(text, out var value) ? value : throw Refusals.InvalidTimeInForce();
        }

        return text is null ? Matching.TimeInForce.Gtc : throw Refusals.NotRequired(name);
    }

    public static int? TrailingDelta(ApiParameters parameters, string name) => parameters.Integer(name) switch
    {
        null => null,
        > int.MaxValue => throw Refusals.Filter("TRAILING_DELTA"),
        var delta => (int)delta,
    };

    private static decimal? Quantity(ApiParameters parameters, OrderType type, OrderFields fields, decimal? quote)
    {
        if (fields.Quantity is not { } name)
            return null;
        var quantity = parameters.Amount(name);
        if (type != OrderType.Market && quote is not null)
            throw Refusals.NotRequired("quoteOrderQty");
        if (!fields.IsLeg && type == OrderType.Market && quantity is null && quote is null)
            throw Refusals.MissingEither("quantity", "quoteOrderQty");
        if (quantity is not null && quote is not null)
            throw Refusals.BadCombination();
        if (quantity is null && quote is null)
            throw Refusals.Missing(name);
        if (quantity == 0 || quote == 0)
            throw Refusals.InvalidQuantity();
        return quantity;
    }

    private static NewOrder WithPrices(ApiParameters parameters, NewOrder order, OrderFields fields)
    {
        var price = parameters.Amount(fields.Of("price"));
        if (order.Type.HasLimit() && order.Peg is null && price is null)
            throw Refusals.Missing(fields.Of("price"));
        if (!order.Type.HasLimit() && price is not null)
            throw Refusals.NotRequired(fields.Of("price"));
        var stop = parameters.Amount(fields.Of("stopPrice"));
        var trailing = TrailingDelta(parameters, fields.Of("trailingDelta"));
        if (order.Type.IsTriggered() && stop is null && trailing is null)
            throw Refusals.MissingEither(fields.Of("stopPrice"), fields.Of("trailingDelta"));
        if (!order.Type.IsTriggered() && stop is not null)
            throw Refusals.NotRequired(fields.Of("stopPrice"));
        if (!order.Type.IsTriggered() && trailing is not null)
            throw Refusals.NotRequired(fields.Of("trailingDelta"));
        if (price == 0 || stop == 0)
            throw Refusals.InvalidPrice();
        return order with { Price = price ?? 0, StopPrice = stop ?? 0, TrailingDelta = trailing };
    }

    private static void CheckPeg(NewOrder order)
    {
        if (order.Peg is not { } peg)
            return;
        if (order.Type == OrderType.LimitMaker && peg.Type == PegPriceType.MarketPeg)
            throw Refusals.PegNotForType();
        if (order.Type == OrderType.Limit && peg.Type == PegPriceType.PrimaryPeg && order.TimeInForce != Matching.TimeInForce.Gtc)
            throw Refusals.PegNotForType();
    }

    private static void CheckIceberg(NewOrder order, OrderFields fields)
    {
        if (order.IcebergQuantity == 0)
            return;
        if (!order.Type.HasLimit())
            throw Refusals.NotRequired(fields.Of("icebergQty"));
        if (order.TimeInForce != Matching.TimeInForce.Gtc)
            throw fields.IsLeg ? Refusals.IcebergNeedsGtc(fields.Of("icebergQty")) : Refusals.UnsupportedCombination();
    }
}
