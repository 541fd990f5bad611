using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Placing and cancelling single orders (PROTOCOL §3.2).</summary>
internal sealed class TradingMethods(Venue venue)
{
    public IEnumerable<ApiMethod> All()
    {
        yield return new("order.place", "POST", "order", true, _ => 1, Place) { IsFreeOnSuccess = true, OrderCount = 1 };
        yield return new("order.test", "POST", "order/test", true, TestWeight, Test);
        yield return new("sor.order.place", "POST", "sor/order", true, _ => 1, PlaceSor) { IsFreeOnSuccess = true, OrderCount = 1 };
        yield return new("sor.order.test", "POST", "sor/order/test", true, TestWeight, TestSor);
        yield return new("order.cancel", "DELETE", "order", true, _ => 1, Cancel) { IsFreeOnSuccess = true };
        yield return new("openOrders.cancelAll", "DELETE", "openOrders", true, _ => 1, CancelAll) { IsFreeOnSuccess = true };
    }

    /// <summary>How much the answer to a placed order says: FULL for LIMIT and MARKET, ACK for all else, unless asked otherwise.</summary>
    public static string ResponseType(ApiParameters parameters, OrderType type) => ResponseType(parameters,
        type is OrderType.Limit or OrderType.Market ? "FULL" : "ACK");

    public static string ResponseType(ApiParameters parameters, string byDefault) => parameters.Text("newOrderRespType") switch
    {
        null => byDefault,
        ("ACK" or "RESULT" or "FULL") and var known => known,
        _ => throw Refusals.InvalidData("newOrderRespType"),
    };

    /// <summary>The answer to a test order.</summary>
    public static JsonObject TestAnswer(ApiCall call)
    {
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

    public static int TestWeight(ApiParameters parameters) => parameters.Flag("computeCommissionRates") ? 20 : 1;

    private JsonObject Place(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = OrderRequestParser.Parse(call.Parameters, market);
        var responseType = ResponseType(call.Parameters, request.Type);
        return OrderJson.Placed(venue.Engine.Place(call.Owner, market, request, call.Now), responseType);
    }

    private JsonObject Test(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = OrderRequestParser.Parse(call.Parameters, market);
        ResponseType(call.Parameters, request.Type);
        venue.Engine.Validate(call.Owner, market, request, call.Now);
        return TestAnswer(call);
    }

    private JsonObject PlaceSor(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = ParseSor(call.Parameters, market);
        var responseType = ResponseType(call.Parameters, "FULL");
        return OrderJson.Placed(venue.Engine.Place(call.Owner, market, request, call.Now), responseType);
    }

    private JsonObject TestSor(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        venue.Engine.Validate(call.Owner, market, ParseSor(call.Parameters, market), call.Now);
        return TestAnswer(call);
    }

    // No two quote assets of this venue are interchangeable, so the books that a routed order may use are its symbol's own one.
    private static NewOrder ParseSor(ApiParameters parameters, SymbolMarket market)
    {
        var request = OrderRequestParser.Parse(parameters, market);
        if (request.Type is not (OrderType.Limit or OrderType.Market))
            throw Refusals.InvalidOrderType();
        if (request.QuoteQuantity != 0)
            throw Refusals.NotRequired("quoteOrderQty");
        return request.Peg is null ? request with { UsesSor = true } : throw Refusals.NotRequired("pegPriceType");
    }

    private static JsonObject Rates(decimal maker, decimal taker) =>
        new() { ["maker"] = Amounts.Text(maker), ["taker"] = Amounts.Text(taker) };

    private JsonObject Cancel(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var target = CancelTarget.Of(call.Parameters, "orderId", "origClientOrderId");
        return target.Cancel(venue, call, market, call.Parameters.ClientOrderId("newClientOrderId"));
    }

    private JsonArray CancelAll(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var open = OpenOn(call.Owner, market);
        if (open.Count == 0)
            throw Refusals.UnknownOrder();
        var lists = open.Select(order => order.List).OfType<OrderList>().Distinct().ToList();
        var answers = new JsonArray();
        // A cancel trades nothing, so none of the listed orders can close meanwhile but by its list.
        foreach (var order in open.Where(order => order.List is null))
            answers.Add((JsonNode)OrderJson.Canceled(order, venue.Engine.Cancel(market, order, null, call.Now)));
        foreach (var list in lists)
        {
            var (canceled, cancelId) = venue.Engine.CancelList(market, list, null, call.Now);
            answers.Add((JsonNode)OrderListJson.Canceled(list, canceled, cancelId, call.Now));
        }

        return answers;
    }

    private static List<Order> OpenOn(Account account, SymbolMarket market) =>
        [.. account.OpenOrders.Values.Where(order => order.Symbol == market.Rules).OrderBy(order => order.Id)];
}
