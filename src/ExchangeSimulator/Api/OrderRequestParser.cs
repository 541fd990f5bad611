using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>
/// Turns the parameters of a new order into a request, with the documented refusals for what is missing or too much (PROTOCOL §4).
/// </summary>
internal static class OrderRequestParser
{
    private const long StrategyTypeMin = 1_000_000;

    public static NewOrder Parse(ApiParameters parameters)
    {
        if (!WireName<Side>.TryParse(parameters.RequiredText("side"), out var side))
            throw Refusals.InvalidSide();
        if (!WireName<OrderType>.TryParse(parameters.RequiredText("type"), out var type))
            throw Refusals.InvalidOrderType();
        RefuseUnsupported(parameters);
        var order = new NewOrder(side, type)
        {
            TimeInForce = TimeInForce(parameters, type),
            Quantity = parameters.Amount("quantity") ?? 0,
            QuoteQuantity = parameters.Amount("quoteOrderQty") ?? 0,
            Price = parameters.Amount("price") ?? 0,
            StopPrice = parameters.Amount("stopPrice") ?? 0,
            ClientOrderId = parameters.ClientOrderId("newClientOrderId"),
            StrategyId = parameters.Integer("strategyId"),
            StrategyType = parameters.Integer("strategyType"),
        };
        if (order.StrategyType < StrategyTypeMin)
            throw Refusals.InvalidData("strategyType");
        CheckQuantities(parameters, type);
        CheckPrices(parameters, type);
        return order;
    }

    private static void RefuseUnsupported(ApiParameters parameters)
    {
        if (parameters.Amount("icebergQty") is > 0)
            throw Refusals.NewOrder("Iceberg orders are not supported for this symbol.");
        if (parameters.Integer("trailingDelta") is not null)
            throw Refusals.NewOrder("Trailing stop orders are not supported for this symbol.");
        if (parameters.Has("pegPriceType") || parameters.Has("pegOffsetType") || parameters.Has("pegOffsetValue"))
            throw Refusals.NewOrder("Pegged orders are not supported for this symbol.");
        if (parameters.Text("selfTradePreventionMode") is not (null or "NONE"))
            throw Refusals.InvalidData("selfTradePreventionMode");
    }

    private static TimeInForce TimeInForce(ApiParameters parameters, OrderType type)
    {
        var text = parameters.Text("timeInForce");
        if (type is OrderType.Limit or OrderType.StopLossLimit or OrderType.TakeProfitLimit)
        {
            if (text is null)
                throw Refusals.Missing("timeInForce");
            return WireName<TimeInForce>.TryParse(text, out var value) ? value : throw Refusals.InvalidTimeInForce();
        }

        return text is null ? Matching.TimeInForce.Gtc : throw Refusals.NotRequired("timeInForce");
    }

    private static void CheckQuantities(ApiParameters parameters, OrderType type)
    {
        var quantity = parameters.Amount("quantity");
        var quote = parameters.Amount("quoteOrderQty");
        if (type != OrderType.Market && quote is not null)
            throw Refusals.NotRequired("quoteOrderQty");
        if (type == OrderType.Market && quantity is null && quote is null)
            throw Refusals.MissingEither("quantity", "quoteOrderQty");
        if (type == OrderType.Market && quantity is not null && quote is not null)
            throw Refusals.BadCombination();
        if (type != OrderType.Market && quantity is null)
            throw Refusals.Missing("quantity");
        if (quantity == 0 || quote == 0)
            throw Refusals.InvalidQuantity();
    }

    private static void CheckPrices(ApiParameters parameters, OrderType type)
    {
        var hasPrice = type is OrderType.Limit or OrderType.LimitMaker or OrderType.StopLossLimit or OrderType.TakeProfitLimit;
        var hasStop = type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;
        Check("price", hasPrice);
        Check("stopPrice", hasStop);

        void Check(string name, bool isNeeded)
        {
            var value = parameters.Amount(name);
            if (isNeeded && value is null)
                throw Refusals.Missing(name);
            if (!isNeeded && value is not null)
                throw Refusals.NotRequired(name);
            if (value == 0)
                throw Refusals.InvalidPrice();
        }
    }
}
