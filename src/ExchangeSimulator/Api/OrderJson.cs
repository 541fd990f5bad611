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
        ["orderListId"] = ListId(order),
        ["clientOrderId"] = order.ClientOrderId,
        ["transactTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
    };

    public static JsonObject Result(Order order)
    {
        var json = Ack(order);
        AddState(json, order);
        AddTrigger(json, order);
        json["workingTime"] = Milliseconds(order.WorkingAt);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Full(Order order)
    {
        var json = Result(order);
        json["fills"] = new JsonArray([.. order.Fills.Select(Part)]);
        if (order.PreventedMatches.Count > 0)
            json["preventedMatches"] = new JsonArray([.. order.PreventedMatches.Select(JsonNode (match) => PreventedMatchJson.Part(match))]);
        return json;
    }

    /// <summary>An order in the answer to its placing.</summary>
    /// <param name="order">The order.</param>
    /// <param name="responseType">ACK, RESULT or FULL.</param>
    public static JsonObject Placed(Order order, string responseType) => responseType switch
    {
        "ACK" => Ack(order),
        "RESULT" => Result(order),
        _ => Full(order),
    };

    public static JsonObject Canceled(Order order, string cancelId)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["origClientOrderId"] = order.ClientOrderId,
            ["orderId"] = order.Id,
            ["orderListId"] = ListId(order),
            ["clientOrderId"] = cancelId,
            ["transactTime"] = order.UpdatedAt.ToUnixTimeMilliseconds(),
        };
        AddState(json, order);
        AddTrigger(json, order);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Query(Order order)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["orderId"] = order.Id,
            ["orderListId"] = ListId(order),
            ["clientOrderId"] = order.ClientOrderId,
        };
        AddState(json, order);
        AddTrigger(json, order);
        json["stopPrice"] = Amounts.Text(order.StopPrice);
        json["icebergQty"] = Amounts.Text(order.IcebergQuantity);
        json["time"] = order.CreatedAt.ToUnixTimeMilliseconds();
        json["updateTime"] = order.UpdatedAt.ToUnixTimeMilliseconds();
        json["isWorking"] = order.IsWorking;
        json["workingTime"] = Milliseconds(order.WorkingAt);
        AddLabels(json, order);
        return json;
    }

    /// <summary>The answer to an amendment: its names for the amounts differ from every other answer's (PROTOCOL §4).</summary>
    public static JsonObject Amended(Order order, Amendment amendment)
    {
        var json = new JsonObject
        {
            ["symbol"] = order.Symbol.Name,
            ["orderId"] = order.Id,
            ["orderListId"] = ListId(order),
            ["origClientOrderId"] = amendment.OldClientOrderId,
            ["clientOrderId"] = amendment.NewClientOrderId,
            ["price"] = Amounts.Text(order.AskedPrice),
            ["qty"] = Amounts.Text(order.Quantity),
            ["executedQty"] = Amounts.Text(order.Executed),
            ["preventedQty"] = Amounts.Text(order.Prevented),
            ["quoteOrderQty"] = Amounts.Text(order.QuoteQuantity),
            ["cumulativeQuoteQty"] = Amounts.Text(order.CumulativeQuote),
            ["status"] = WireName<OrderStatus>.Of(order.Status),
            ["timeInForce"] = WireName<TimeInForce>.Of(order.TimeInForce),
            ["type"] = WireName<OrderType>.Of(order.Type),
            ["side"] = WireName<Side>.Of(order.Side),
        };
        AddTrigger(json, order);
        if (order.WorkingAt is not null)
            json["workingTime"] = Milliseconds(order.WorkingAt);
        AddLabels(json, order);
        return json;
    }

    public static JsonObject Trade(Fill fill) => new()
    {
        ["symbol"] = fill.Order.Symbol.Name,
        ["id"] = fill.TradeId,
        ["orderId"] = fill.Order.Id,
        ["orderListId"] = ListId(fill.Order),
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

    public static long ListId(Order order) => order.List?.Id ?? NoList;

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
        json["price"] = Amounts.Text(order.AskedPrice);
        json["origQty"] = Amounts.Text(order.Quantity);
        json["executedQty"] = Amounts.Text(order.Executed);
        json["origQuoteOrderQty"] = Amounts.Text(order.QuoteQuantity);
        json["cummulativeQuoteQty"] = Amounts.Text(order.CumulativeQuote);
        json["status"] = WireName<OrderStatus>.Of(order.Status);
        json["timeInForce"] = WireName<TimeInForce>.Of(order.TimeInForce);
        json["type"] = WireName<OrderType>.Of(order.Type);
        json["side"] = WireName<Side>.Of(order.Side);
    }

    // Each of these is there only for the orders that it belongs to.
    private static void AddTrigger(JsonObject json, Order order)
    {
        if (order.IsStop)
            json["stopPrice"] = Amounts.Text(order.StopPrice);
        if (order.TrailingDelta is { } delta)
        {
            json["trailingDelta"] = delta;
            json["trailingTime"] = Milliseconds(order.TrailingAt);
        }

        if (order.IcebergQuantity != 0)
            json["icebergQty"] = Amounts.Text(order.IcebergQuantity);
    }

    private static void AddLabels(JsonObject json, Order order)
    {
        if (order.StrategyId is { } strategyId)
            json["strategyId"] = strategyId;
        if (order.StrategyType is { } strategyType)
            json["strategyType"] = strategyType;
        json["selfTradePreventionMode"] = WireName<SelfTradePrevention>.Of(order.SelfTradePrevention);
        if (order.PreventedMatches.Count > 0)
        {
            json["preventedMatchId"] = order.PreventedMatches[^1].Id;
            json["preventedQuantity"] = Amounts.Text(order.Prevented);
            if (order.Account.TradeGroupId >= 0)
                json["tradeGroupId"] = order.Account.TradeGroupId;
        }

        AddPeg(json, order);
        if (order.UsesSor)
        {
            json["workingFloor"] = "SOR";
            json["usedSor"] = true;
        }

        if (order.ExpiryReason is { } reason)
            json["expiryReason"] = WireName<ExpiryReason>.Of(reason);
    }

    private static void AddPeg(JsonObject json, Order order)
    {
        if (order.Peg is not { } peg)
            return;
        json["pegPriceType"] = WireName<PegPriceType>.Of(peg.Type);
        if (peg.Offset is { } offset)
        {
            json["pegOffsetType"] = "PRICE_LEVEL";
            json["pegOffsetValue"] = offset;
        }

        if (order.WorkingAt is not null)
            json["peggedPrice"] = Amounts.Text(order.Price);
    }

    private static long Milliseconds(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds() ?? -1;
}
