using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Placing and cancelling (PROTOCOL §3.2).</summary>
internal sealed class TradingMethods(Venue venue)
{
    public IEnumerable<ApiMethod> All()
    {
        yield return new("order.place", "POST", "order", true, _ => 1, Place) { IsFreeOnSuccess = true, PlacesOrder = true };
        yield return new("order.test", "POST", "order/test", true, TestWeight, Test);
        yield return new("order.cancel", "DELETE", "order", true, _ => 1, Cancel) { IsFreeOnSuccess = true };
        yield return new("openOrders.cancelAll", "DELETE", "openOrders", true, _ => 1, CancelAll) { IsFreeOnSuccess = true };
    }

    private static int TestWeight(ApiParameters parameters) => parameters.Flag("computeCommissionRates") ? 20 : 1;

    private JsonObject Place(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = OrderRequestParser.Parse(call.Parameters);
        var responseType = ResponseType(call.Parameters, request.Type);
        var order = venue.Engine.Place(call.Owner, market, request, call.Now);
        return responseType switch
        {
            "ACK" => OrderJson.Ack(order),
            "RESULT" => OrderJson.Result(order),
            _ => OrderJson.Full(order),
        };
    }

    private JsonObject Test(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = OrderRequestParser.Parse(call.Parameters);
        ResponseType(call.Parameters, request.Type);
        MatchingEngine.Validate(call.Owner, market, request, call.Now);
        if (!call.Parameters.Flag("computeCommissionRates"))
            return new JsonObject();
        return new JsonObject
        {
            ["standardCommissionForOrder"] = Rates(call.Owner.MakerRate, call.Owner.TakerRate),
            ["taxCommissionForOrder"] = Rates(0, 0),
            ["discount"] = new JsonObject
            {
                ["enabledForAccount"] = false,
                ["enabledForSymbol"] = false,
                ["discountAsset"] = "BNB",
                ["discount"] = Amounts.Text(0),
            },
        };
    }

    private static JsonObject Rates(decimal maker, decimal taker) =>
        new() { ["maker"] = Amounts.Text(maker), ["taker"] = Amounts.Text(taker) };

    private JsonObject Cancel(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var order = OrderToCancel(call, market);
        var cancelId = call.Parameters.ClientOrderId("newClientOrderId");
        switch (call.Parameters.Text("cancelRestrictions"))
        {
            case null:
                break;
            case "ONLY_NEW":
                RequireStatus(order, OrderStatus.New);
                break;
            case "ONLY_PARTIALLY_FILLED":
                RequireStatus(order, OrderStatus.PartiallyFilled);
                break;
            default:
                throw Refusals.InvalidCancelRestrictions();
        }

        return OrderJson.Canceled(order, venue.Engine.Cancel(market, order, cancelId, call.Now));
    }

    private Order OrderToCancel(ApiCall call, SymbolMarket market)
    {
        var orderId = call.Parameters.Integer("orderId");
        var clientOrderId = call.Parameters.ClientOrderId("origClientOrderId");
        if (orderId is null && clientOrderId is null)
            throw Refusals.MissingEither("origClientOrderId", "orderId");
        var order = orderId is { } id
            ? venue.Orders.ById(call.Owner, market.Rules.Name, id)
            : call.Owner.OpenOrders.GetValueOrDefault((market.Rules.Name, clientOrderId!));
        if (order is not { IsOpen: true } || (clientOrderId is not null && order.ClientOrderId != clientOrderId))
            throw Refusals.UnknownOrder();
        return order;
    }

    private static void RequireStatus(Order order, OrderStatus status)
    {
        if (order.Status != status)
            throw Refusals.CancelRestricted();
    }

    private JsonArray CancelAll(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var open = OpenOn(call.Owner, market.Rules.Name);
        if (open.Count == 0)
            throw Refusals.UnknownOrder();
        var answers = new JsonArray();
        // A cancel trades nothing, so none of the listed orders can close meanwhile.
        foreach (var order in open)
            answers.Add((JsonNode)OrderJson.Canceled(order, venue.Engine.Cancel(market, order, null, call.Now)));
        return answers;
    }

    private static List<Order> OpenOn(Account account, string symbol) =>
        [.. account.OpenOrders.Values.Where(order => order.Symbol.Name == symbol).OrderBy(order => order.Id)];

    private static string ResponseType(ApiParameters parameters, OrderType type) => parameters.Text("newOrderRespType") switch
    {
        null => type is OrderType.Limit or OrderType.Market ? "FULL" : "ACK",
        ("ACK" or "RESULT" or "FULL") and var known => known,
        _ => throw Refusals.InvalidData("newOrderRespType"),
    };
}
