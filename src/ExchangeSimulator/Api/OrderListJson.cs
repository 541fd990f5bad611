using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Order lists as the answers spell them (PROTOCOL §5); field order follows the public samples.</summary>
internal static class OrderListJson
{
    /// <summary>A list as a query shows it.</summary>
    public static JsonObject Query(OrderList list) => List(list, list.CreatedAt);

    public static JsonObject Placed(OrderList list, string responseType)
    {
        var json = List(list, list.CreatedAt);
        json["orderReports"] = new JsonArray([.. list.Legs.Select(JsonNode (leg) => OrderJson.Placed(leg, responseType))]);
        return json;
    }

    public static JsonObject Canceled(OrderList list, IEnumerable<Order> canceled, string cancelId, DateTimeOffset at)
    {
        var json = List(list, at);
        json["orderReports"] = new JsonArray([.. canceled.Select(JsonNode (leg) => OrderJson.Canceled(leg, cancelId))]);
        return json;
    }

    /// <summary>The list in the answer to an amendment of one of its legs.</summary>
    public static JsonObject AmendStatus(OrderList list)
    {
        var json = List(list, list.CreatedAt);
        json.Remove("listStatusType");
        json.Remove("transactionTime");
        return json;
    }

    public static JsonArray Orders(OrderList list) => new([.. list.Legs.Select(JsonNode (leg) => new JsonObject
    {
        ["symbol"] = leg.Symbol.Name,
        ["orderId"] = leg.Id,
        ["clientOrderId"] = leg.ClientOrderId,
    })]);

    private static JsonObject List(OrderList list, DateTimeOffset at) => new()
    {
        ["orderListId"] = list.Id,
        ["contingencyType"] = WireName<ContingencyType>.Of(list.Contingency),
        ["listStatusType"] = WireName<ListStatusType>.Of(list.StatusType),
        ["listOrderStatus"] = WireName<ListOrderStatus>.Of(list.OrderStatus),
        ["listClientOrderId"] = list.ClientId,
        ["transactionTime"] = at.ToUnixTimeMilliseconds(),
        ["symbol"] = list.Symbol.Name,
        ["orders"] = Orders(list),
    };
}
