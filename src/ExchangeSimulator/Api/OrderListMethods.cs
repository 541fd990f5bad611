using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Placing and cancelling order lists (PROTOCOL §3.2, §5).</summary>
internal sealed class OrderListMethods(Venue venue)
{
    public IEnumerable<ApiMethod> All()
    {
        // The two deprecated forms are one for us: REST and WebSocket spell the same parameters.
        yield return Placing("orderList.place", "order/oco", 2, OrderListParser.DeprecatedOco);
        yield return Placing("orderList.place.oco", "orderList/oco", 2, OrderListParser.Oco);
        yield return Placing("orderList.place.oto", "orderList/oto", 2,
            (parameters, market) => OrderListParser.WithOnePending(parameters, market, ListKind.Oto));
        yield return Placing("orderList.place.otoco", "orderList/otoco", 3,
            (parameters, market) => OrderListParser.WithPendingPair(parameters, market, ListKind.Otoco));
        yield return Placing("orderList.place.opo", "orderList/opo", 2,
            (parameters, market) => OrderListParser.WithOnePending(parameters, market, ListKind.Opo));
        yield return Placing("orderList.place.opoco", "orderList/opoco", 3,
            (parameters, market) => OrderListParser.WithPendingPair(parameters, market, ListKind.Opoco));
        yield return new("orderList.cancel", "DELETE", "orderList", true, _ => 1, Cancel) { IsFreeOnSuccess = true };
    }

    private ApiMethod Placing(string name, string path, int count, Func<ApiParameters, SymbolMarket, NewOrderList> parse) =>
        new(name, "POST", path, true, _ => 1, call => Place(call, parse)) { IsFreeOnSuccess = true, OrderCount = count };

    private JsonObject Place(ApiCall call, Func<ApiParameters, SymbolMarket, NewOrderList> parse)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var request = parse(call.Parameters, market);
        var responseType = TradingMethods.ResponseType(call.Parameters, "FULL");
        return venue.Engine.PlaceList(call.Owner, market, request, call.Now, list => OrderListJson.Placed(list, responseType));
    }

    private JsonObject Cancel(ApiCall call)
    {
        var market = venue.Market(call.Parameters.RequiredText("symbol"));
        var listId = call.Parameters.Integer("orderListId");
        var clientId = call.Parameters.ClientOrderId("listClientOrderId");
        if (listId is null && clientId is null)
            throw Refusals.MissingEither("orderListId", "listClientOrderId");
        var list = listId is { } id ? venue.Orders.ListById(call.Owner, id) : venue.Orders.ListByClientId(call.Owner, clientId!);
        if (list is not { IsOpen: true } || list.Symbol != market.Rules || (clientId is not null && list.ClientId != clientId))
            throw Refusals.UnknownOrder();
        var (canceled, cancelId) = venue.Engine.CancelList(
            market, list, call.Parameters.ClientOrderId("newClientOrderId"), call.Now);
        return OrderListJson.Canceled(list, canceled, cancelId, call.Now);
    }
}
