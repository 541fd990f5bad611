using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>The parameters of orders, the same on both roads; without key, time and signature.</summary>
internal static class BinanceOrderRequests
{
    /// <summary>A new order, with the answer that tells fills (protocol §4).</summary>
    /// <param name="request">The order.</param>
    /// <param name="name">The venue's name of its pair.</param>
    public static BinanceParameters Place(PlaceOrder request, string name)
    {
        var limit = request.Type is OrderType.Limit or OrderType.LimitMaker or OrderType.StopLossLimit or OrderType.TakeProfitLimit;
        var trigger = request.Type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;
        var timed = limit && request.Type != OrderType.LimitMaker;
        return new BinanceParameters()
            .Add("symbol", name)
            .Add("side", BinanceMapping.Word(request.Side))
            .Add("type", BinanceMapping.Word(request.Type))
            .Add("timeInForce", timed ? BinanceMapping.Word(request.TimeInForce) : null)
            .Add("quantity", request.Quantity)
            .Add("price", limit ? request.LimitPrice : null)
            .Add("stopPrice", trigger ? request.TriggerPrice : null)
            .Add("newClientOrderId", request.ClientOrderId)
            .Add("newOrderRespType", "FULL");
    }

    /// <summary>An order by its client order id, to cancel it or to ask for it.</summary>
    /// <param name="name">The venue's name of its pair.</param>
    /// <param name="clientOrderId">Its client order id.</param>
    public static BinanceParameters One(string name, string clientOrderId)
        => new BinanceParameters().Add("symbol", name).Add("origClientOrderId", clientOrderId);
}
