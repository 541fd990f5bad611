using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>What an account may ask about its order lists, its amendments and its prevented matches (PROTOCOL §3.3).</summary>
internal sealed class ListQueryMethods(Venue venue)
{
    private const int HistoryMax = 1_000;
    private const int HistoryDefault = 500;

    private static readonly long WindowMax = (long)TimeSpan.FromHours(24).TotalMilliseconds;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("orderList.status", "GET", "orderList", true, _ => 4, Status);
        yield return new("allOrderLists", "GET", "allOrderList", true, _ => 20, AllLists);
        yield return new("openOrderLists.status", "GET", "openOrderList", true, _ => 6, OpenLists);
        yield return new("order.amendments", "GET", "order/amendments", true, _ => 4, Amendments);
        yield return new("myPreventedMatches", "GET", "myPreventedMatches", true, p => p.Has("orderId") ? 20 : 2, PreventedMatches);
    }

    private JsonObject Status(ApiCall call)
    {
        var listId = call.Parameters.Integer("orderListId");
        var clientId = call.Parameters.ClientOrderId("origClientOrderId");
        if (listId is null && clientId is null)
            throw Refusals.MissingEither("origClientOrderId", "orderListId");
        var list = listId is { } id ? venue.Orders.ListById(call.Owner, id) : venue.Orders.ListByClientId(call.Owner, clientId!);
        if (list is null)
            throw Refusals.NoSuchList();
        return clientId is null || list.ClientId == clientId ? OrderListJson.Query(list) : throw Refusals.OtherOrderId();
    }

    private JsonArray AllLists(ApiCall call)
    {
        var from = call.Parameters.Integer("fromId");
        var start = call.Parameters.Integer("startTime");
        var end = call.Parameters.Integer("endTime");
        if (from is not null && (start is not null || end is not null))
            throw Refusals.BadCombination();
        if (start is { } first && end is { } last && (last < first || last - first > WindowMax))
            throw Refusals.WindowTooLong();
        var limit = call.Parameters.Limit(HistoryDefault, HistoryMax);
        var matching = Lists(call).Where(list => (from is null || list.Id >= from) && IsWithin(list.CreatedAt, start, end));
        // With a starting point the oldest come first up to the limit, without one the latest.
        var page = from is not null || start is not null ? matching.Take(limit) : matching.TakeLast(limit);
        return new JsonArray([.. page.Select(JsonNode (list) => OrderListJson.Query(list))]);
    }

    private JsonArray OpenLists(ApiCall call) =>
        new([.. Lists(call).Where(list => list.IsOpen).Select(JsonNode (list) => OrderListJson.Query(list))]);

    private IEnumerable<OrderList> Lists(ApiCall call) => venue.Orders.Lists.Where(list => list.Account == call.Owner);

    private JsonArray Amendments(ApiCall call)
    {
        var symbol = venue.Market(call.Parameters.RequiredText("symbol")).Rules.Name;
        var orderId = call.Parameters.Integer("orderId") ?? throw Refusals.Missing("orderId");
        var from = call.Parameters.Integer("fromExecutionId") ?? 0;
        var order = venue.Orders.ById(call.Owner, symbol, orderId) ?? throw Refusals.NoSuchOrder();
        return new JsonArray([.. order.Amendments
            .Where(amendment => amendment.ExecutionId >= from)
            .Take(call.Parameters.Limit(HistoryDefault, HistoryMax))
            .Select(JsonNode (amendment) => new JsonObject
            {
                ["symbol"] = symbol,
                ["orderId"] = order.Id,
                ["executionId"] = amendment.ExecutionId,
                ["origClientOrderId"] = amendment.OldClientOrderId,
                ["newClientOrderId"] = amendment.NewClientOrderId,
                ["origQty"] = Amounts.Text(amendment.OldQuantity),
                ["newQty"] = Amounts.Text(amendment.NewQuantity),
                ["time"] = amendment.At.ToUnixTimeMilliseconds(),
            })]);
    }

    private JsonArray PreventedMatches(ApiCall call)
    {
        var symbol = venue.Market(call.Parameters.RequiredText("symbol")).Rules.Name;
        var matchId = call.Parameters.Integer("preventedMatchId");
        var orderId = call.Parameters.Integer("orderId");
        var from = call.Parameters.Integer("fromPreventedMatchId");
        // Either one match, or the matches of one order.
        if ((matchId is null) == (orderId is null) || (from is not null && orderId is null))
            throw Refusals.BadCombination();
        return new JsonArray([.. venue.Orders.PreventedMatches
            .Where(match => match.Taker.Symbol.Name == symbol && IsOf(match, call)
                && (matchId is null || match.Id == matchId)
                && (orderId is null || match.Taker.Id == orderId || match.Maker.Id == orderId)
                && (from is null || match.Id >= from))
            .Take(call.Parameters.Limit(HistoryDefault, HistoryMax))
            .Select(JsonNode (match) => PreventedMatchJson.Query(match))]);
    }

    private static bool IsOf(PreventedMatch match, ApiCall call) =>
        match.Taker.Account == call.Owner || match.Maker.Account == call.Owner;

    private static bool IsWithin(DateTimeOffset at, long? start, long? end)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        return (start is null || milliseconds >= start) && (end is null || milliseconds <= end);
    }
}
