using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>User data events (PROTOCOL §10). Must be built under the venue's lock: they copy live state.</summary>
internal static class UserEventJson
{
    public static JsonObject ExecutionReport(ExecutionReport report)
    {
        var order = report.Order;
        var fill = report.Fill;
        var at = report.At.ToUnixTimeMilliseconds();
        var json = new JsonObject
        {
            ["e"] = "executionReport",
            ["E"] = at,
            ["s"] = order.Symbol.Name,
            ["c"] = report.CancelId ?? order.ClientOrderId,
            ["S"] = WireName<Side>.Of(order.Side),
            ["o"] = WireName<OrderType>.Of(order.Type),
            ["f"] = WireName<TimeInForce>.Of(order.TimeInForce),
            ["q"] = Amounts.Text(report.Quantity),
            ["p"] = Amounts.Text(order.Price),
            ["P"] = Amounts.Text(order.StopPrice),
            ["F"] = Amounts.Text(0),
            ["g"] = -1,
            ["C"] = report.CancelId is null ? "" : order.ClientOrderId,
            ["x"] = WireName<ExecutionType>.Of(report.Type),
            ["X"] = WireName<OrderStatus>.Of(report.Status),
            ["r"] = "NONE",
            ["i"] = order.Id,
            ["l"] = Amounts.Text(fill?.Quantity ?? 0),
            ["z"] = Amounts.Text(report.Executed),
            ["L"] = Amounts.Text(fill?.Price ?? 0),
            ["n"] = fill is null ? "0" : Amounts.Text(fill.Commission),
            ["N"] = fill?.CommissionAsset,
            ["T"] = at,
            ["t"] = fill?.TradeId ?? -1,
            ["I"] = report.ExecutionId,
            ["w"] = report.IsOnBook,
            ["m"] = fill?.IsMaker ?? false,
            ["M"] = fill is not null,
            ["O"] = order.CreatedAt.ToUnixTimeMilliseconds(),
            ["Z"] = Amounts.Text(report.CumulativeQuote),
            ["Y"] = Amounts.Text(fill?.QuoteQuantity ?? 0),
            ["Q"] = Amounts.Text(order.QuoteQuantity),
            ["V"] = "NONE",
        };
        AddSometimesThere(json, report);
        return json;
    }

    public static JsonObject AccountPosition(Account account, IEnumerable<string> assets, DateTimeOffset at) => new()
    {
        ["e"] = "outboundAccountPosition",
        ["E"] = at.ToUnixTimeMilliseconds(),
        ["u"] = at.ToUnixTimeMilliseconds(),
        ["B"] = new JsonArray([.. assets.Select(JsonNode (asset) => new JsonObject
        {
            ["a"] = asset,
            ["f"] = Amounts.Text(account.Of(asset).Free),
            ["l"] = Amounts.Text(account.Of(asset).Locked),
        })]),
    };

    private static void AddSometimesThere(JsonObject json, ExecutionReport report)
    {
        if (report.WorkingAt is { } workingAt)
            json["W"] = workingAt.ToUnixTimeMilliseconds();
        if (report.Order.StrategyId is { } strategyId)
            json["j"] = strategyId;
        if (report.Order.StrategyType is { } strategyType)
            json["J"] = strategyType;
        if (report.ExpiryReason is { } reason)
            json["eR"] = WireName<ExpiryReason>.Of(reason);
    }
}
