using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>What an account may ask about itself (PROTOCOL §3.3).</summary>
internal sealed class AccountMethods(Venue venue)
{
    private const int HistoryMax = 1_000;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("account.status", "GET", "account", true, _ => 20, AccountStatus);
        yield return new("order.status", "GET", "order", true, _ => 4, OrderStatus);
        yield return new("openOrders.status", "GET", "openOrders", true, p => p.Has("symbol") ? 6 : 80, OpenOrders);
        yield return new("allOrders", "GET", "allOrders", true, _ => 20, AllOrders);
        yield return new("myTrades", "GET", "myTrades", true, p => p.Has("orderId") ? 5 : 20, MyTrades);
    }

    /// <summary>The order a status call asks for, null if there is none.</summary>
    /// <exception cref="VenueRefusal">Neither id was sent, or the two do not belong together.</exception>
    public Order? Find(ApiParameters parameters, Account account)
    {
        var symbol = venue.Market(parameters.RequiredText("symbol")).Rules.Name;
        var orderId = parameters.Integer("orderId");
        var clientOrderId = parameters.ClientOrderId("origClientOrderId");
        if (orderId is null && clientOrderId is null)
            throw Refusals.MissingEither("origClientOrderId", "orderId");
        if (orderId is not { } id)
            return venue.Orders.ByClientId(account, symbol, clientOrderId!);
        var order = venue.Orders.ById(account, symbol, id);
        if (order is not null && clientOrderId is not null && order.ClientOrderId != clientOrderId)
            throw Refusals.OtherOrderId();
        return order;
    }

    private JsonObject OrderStatus(ApiCall call) =>
        OrderJson.Query(Find(call.Parameters, call.Owner) ?? throw Refusals.NoSuchOrder());

    private JsonArray OpenOrders(ApiCall call)
    {
        var symbol = call.Parameters.Text("symbol") is { } text ? venue.Market(text).Rules.Name : null;
        return new JsonArray([.. call.Owner.OpenOrders.Values
            .Where(order => symbol is null || order.Symbol.Name == symbol)
            .OrderBy(order => order.Id)
            .Select(JsonNode (order) => OrderJson.Query(order))]);
    }

    private JsonArray AllOrders(ApiCall call)
    {
        var symbol = venue.Market(call.Parameters.RequiredText("symbol")).Rules.Name;
        var (start, end) = TimeRange.OfAccount(call.Parameters);
        var limit = call.Parameters.Limit(500, HistoryMax);
        var from = call.Parameters.Integer("orderId");
        var matching = venue.Orders.Of(call.Owner, symbol).Where(order =>
            (from is null || order.Id >= from) && TimeRange.IsWithin(order.CreatedAt, start, end));
        return new JsonArray([.. Page(matching, from is not null || start is not null, limit)
            .Select(JsonNode (order) => OrderJson.Query(order))]);
    }

    private JsonArray MyTrades(ApiCall call)
    {
        var symbol = venue.Market(call.Parameters.RequiredText("symbol")).Rules.Name;
        var (start, end) = TimeRange.OfAccount(call.Parameters);
        var limit = call.Parameters.Limit(500, HistoryMax);
        var from = call.Parameters.Integer("fromId");
        if (from is not null && (start is not null || end is not null))
            throw Refusals.BadCombination();
        var orderId = call.Parameters.Integer("orderId");
        var orders = venue.Orders.Of(call.Owner, symbol).Where(order => orderId is null || order.Id == orderId);
        var fills = orders.SelectMany(order => order.Fills)
            .Where(fill => (from is null || fill.TradeId >= from) && TimeRange.IsWithin(fill.At, start, end))
            .OrderBy(fill => fill.TradeId);
        return new JsonArray([.. Page(fills, from is not null || start is not null, limit)
            .Select(JsonNode (fill) => OrderJson.Trade(fill))]);
    }

    // With a starting point the oldest come first up to the limit, without one the latest.
    private static IEnumerable<T> Page<T>(IEnumerable<T> matching, bool hasStart, int limit) =>
        hasStart ? matching.Take(limit) : matching.TakeLast(limit);

    private JsonObject AccountStatus(ApiCall call)
    {
        var account = call.Owner;
        var omitZero = call.Parameters.Flag("omitZeroBalances");
        return new JsonObject
        {
            ["makerCommission"] = (long)(account.MakerRate * 10_000),
            ["takerCommission"] = (long)(account.TakerRate * 10_000),
            ["buyerCommission"] = 0,
            ["sellerCommission"] = 0,
            ["commissionRates"] = new JsonObject
            {
                ["maker"] = Amounts.Text(account.MakerRate),
                ["taker"] = Amounts.Text(account.TakerRate),
                ["buyer"] = Amounts.Text(0),
                ["seller"] = Amounts.Text(0),
            },
            ["canTrade"] = true,
            ["canWithdraw"] = true,
            ["canDeposit"] = true,
            ["brokered"] = false,
            ["requireSelfTradePrevention"] = false,
            ["preventSor"] = false,
            ["updateTime"] = account.UpdatedAt.ToUnixTimeMilliseconds(),
            ["accountType"] = "SPOT",
            ["balances"] = new JsonArray([.. account.Balances
                .Where(balance => !omitZero || balance.Free + balance.Locked != 0)
                .Select(JsonNode (balance) => new JsonObject
                {
                    ["asset"] = balance.Asset,
                    ["free"] = Amounts.Text(balance.Free),
                    ["locked"] = Amounts.Text(balance.Locked),
                })]),
            ["permissions"] = new JsonArray("SPOT"),
            ["uid"] = account.Uid,
        };
    }
}
