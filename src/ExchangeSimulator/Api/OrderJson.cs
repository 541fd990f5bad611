using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Orders and fills as the answers spell them; field order follows the public samples.</summary>
internal static class OrderJson
{
    private const long NoList = -1;

    public static JsonObject Ack(Order order) => new()
    {
        ["symbol"] = order.Symbol.Name,
        ["orderId"] = order.Id,
        ["orderListId"] = NoList,
        ["clientOrderId"] = order.ClientOrderId,
        ["transactTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
    };

    public static JsonObject Result(Order order)
    {
        var json = Ack(order);
        AddState(json, order);
        if (order.IsStop)
            json["stopPrice"] = Amounts.Text(order.StopPrice);
        json["workingTime"] = Milliseconds(order.WorkingAt);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Full(Order order)
    {
        var json = Result(order);
        json["fills"] = new JsonArray([.. order.Fills.Select(Part)]);
        return json;
    }

    public static JsonObject Canceled(Order order, string cancelId)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["origClientOrderId"] = order.ClientOrderId,
            ["orderId"] = order.Id,
            ["orderListId"] = NoList,
            ["clientOrderId"] = cancelId,
            ["transactTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
        };
        AddState(json, order);
        if (order.IsStop)
            json["stopPrice"] = Amounts.Text(order.StopPrice);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Query(Order order)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["orderId"] = order.Id,
            ["orderListId"] = NoList,
            ["clientOrderId"] = order.ClientOrderId,
        };
        AddState(json, order);
        json["stopPrice"] = Amounts.Text(order.StopPrice);
        json["icebergQty"] = Amounts.Text(0);
        json["time"] = order.CreatedAt.ToUnixTimeMilliseconds();
        json["updateTime"] = order.UpdatedAt.ToUnixTimeMilliseconds();
        json["isWorking"] = order.IsWorking;
        json["workingTime"] = Milliseconds(order.WorkingAt);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Trade(Fill fill) => new()
    {
        ["symbol"] = fill.Order.Symbol.Name,
        ["id"] = fill.TradeId,
        ["orderId"] = fill.Order.Id,
        ["orderListId"] = NoList,
        ["price"] = Amounts.Text(fill.Price),
        ["qty"] = Amounts.Text(fill.Quantity),
        ["quoteQty"] = Amounts.Text(fill.QuoteQuantity),
        ["commission"] = Amounts.Text(fill.Commission),
        ["commissionAsset"] = fill.CommissionAsset,
        ["time"] = fill.At.ToUnixTimeMilliseconds(),
        ["isBuyer"] = fill.Order.Side == Side.Buy,
        ["isMaker"] = fill.IsMaker,
        ["isBestMatch"] = true,
    };

    private static JsonNode Part(Fill fill) => new JsonObject
    {
        ["price"] = Amounts.Text(fill.Price),
        ["qty"] = Amounts.Text(fill.Quantity),
        ["commission"] = Amounts.Text(fill.Commission),
        ["commissionAsset"] = fill.CommissionAsset,
        ["tradeId"] = fill.TradeId,
    };

    private static void AddState(JsonObject json, Order order)
    {
        json["price"] = Amounts.Text(order.Price);
        json["origQty"] = Amounts.Text(order.Quantity);
        json["executedQty"] = Amounts.Text(order.Executed);
        json["origQuoteOrderQty"] = Amounts.Text(order.QuoteQuantity);
        json["cummulativeQuoteQty"] = Amounts.Text(order.CumulativeQuote);
        json["status"] = WireName<OrderStatus>.Of(order.Status);
        json["timeInForce"] = WireName<TimeInForce>.Of(order.TimeInForce);
        json["type"] = WireName<OrderType>.Of(order.Type);
        json["side"] = WireName<Side>.Of(order.Side);
    }

    private static void AddLabels(JsonObject json, Order order)
    {
        if (order.StrategyId is { } strategyId)
            json["strategyId"] = strategyId;
        if (order.StrategyType is { } strategyType)
            json["strategyType"] = strategyType;
        json["selfTradePreventionMode"] = "NONE";
        if (order.ExpiryReason is { } reason)
            json["expiryReason"] = WireName<ExpiryReason>.Of(reason);
    }

    private static long Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? -1;
}
