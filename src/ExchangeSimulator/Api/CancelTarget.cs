using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Which order a cancel is about, by id, client id or both, and in which state it must be (PROTOCOL §3.2).</summary>
internal sealed record CancelTarget(long? OrderId, string? ClientOrderId, OrderStatus? OnlyIn)
{
    /// <summary>Reads a target; the names of the ids differ between the methods.</summary>
    /// <exception cref="VenueRefusal">Neither id was sent, or one is malformed.</exception>
    public static CancelTarget Of(ApiParameters parameters, string orderIdName, string clientOrderIdName)
    {
        var orderId = parameters.Integer(orderIdName);
        var clientOrderId = parameters.ClientOrderId(clientOrderIdName);
        if (orderId is null && clientOrderId is null)
            throw Refusals.MissingEither(clientOrderIdName, orderIdName);
        OrderStatus? onlyIn = parameters.Text("cancelRestrictions") switch
        {
            null => null,
            "ONLY_NEW" => OrderStatus.New,
            "ONLY_PARTIALLY_FILLED" => OrderStatus.PartiallyFilled,
            _ => throw Refusals.InvalidCancelRestrictions(),
        };
        return new CancelTarget(orderId, clientOrderId, onlyIn);
    }

    /// <summary>Cancels the order and answers; of a leg the whole list is cancelled, and the answer is the list.</summary>
    /// <exception cref="VenueRefusal">There is no such open order, or it is in another state.</exception>
    public JsonObject Cancel(Venue venue, ApiCall call, SymbolMarket market, string? cancelId)
    {
        var order = Find(venue, call, market) ?? throw Refusals.UnknownOrder();
        if (OnlyIn is { } status && order.Status != status)
            throw Refusals.CancelRestricted();
        if (order.List is not { } list)
            return OrderJson.Canceled(order, venue.Engine.Cancel(market, order, cancelId, call.Now));
        var (canceled, id) = venue.Engine.CancelList(market, list, cancelId, call.Now);
        return OrderListJson.Canceled(list, canceled, id, call.Now);
    }

    /// <summary>The open order; null if there is none, or if the two ids do not belong together.</summary>
    public Order? Find(Venue venue, ApiCall call, SymbolMarket market)
    {
        var order = OrderId is { } id
            ? venue.Orders.ById(call.Owner, market.Rules.Name, id)
            : call.Owner.OpenOrders.GetValueOrDefault((market.Rules.Name, ClientOrderId!));
        return order is { IsOpen: true } && (ClientOrderId is null || order.ClientOrderId == ClientOrderId) ? order : null;
    }
}
