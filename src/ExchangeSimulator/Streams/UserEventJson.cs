using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

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
            ["c"] = report.ClientOrderId,
            ["S"] = WireName<Side>.Of(order.Side),
            ["o"] = WireName<OrderType>.Of(order.Type),
            ["f"] = WireName<TimeInForce>.Of(order.TimeInForce),
            ["q"] = Amounts.Text(report.Quantity),
            ["p"] = Amounts.Text(order.AskedPrice),
            ["P"] = Amounts.Text(order.StopPrice),
            ["F"] = Amounts.Text(order.IcebergQuantity),
            ["g"] = OrderJson.ListId(order),
            ["C"] = report.OriginalClientOrderId,
            ["x"] = WireName<ExecutionType>.Of(report.Type),
            ["X"] = WireName<OrderStatus>.Of(report.Status),
            ["r"] = WireName<RejectReason>.Of(report.RejectReason),
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
            ["V"] = WireName<SelfTradePrevention>.Of(order.SelfTradePrevention),
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

    public static JsonObject ListStatus(ListReport report) => new()
    {
        ["e"] = "listStatus",
        ["E"] = report.At.ToUnixTimeMilliseconds(),
        ["s"] = report.List.Symbol.Name,
        ["g"] = report.List.Id,
        ["c"] = WireName<ContingencyType>.Of(report.List.Contingency),
        ["l"] = WireName<ListStatusType>.Of(report.Type),
        ["L"] = WireName<ListOrderStatus>.Of(report.List.OrderStatus),
        ["r"] = "NONE",
        ["C"] = report.List.ClientId,
        ["T"] = report.At.ToUnixTimeMilliseconds(),
        ["O"] = new JsonArray([.. report.List.Legs.Select(JsonNode (leg) => new JsonObject
        {
            ["s"] = leg.Symbol.Name,
            ["i"] = leg.Id,
            ["c"] = leg.ClientOrderId,
        })]),
    };

    private static void AddSometimesThere(JsonObject json, ExecutionReport report)
    {
        var order = report.Order;
        if (report.WorkingAt is { } workingAt)
            json["W"] = workingAt.ToUnixTimeMilliseconds();
        if (order.TrailingDelta is { } delta)
        {
            json["d"] = delta;
            json["D"] = order.TrailingAt?.ToUnixTimeMilliseconds() ?? -1;
        }

        if (order.StrategyId is { } strategyId)
            json["j"] = strategyId;
        if (order.StrategyType is { } strategyType)
            json["J"] = strategyType;
        if (order.UsesSor)
        {
            json["k"] = "SOR";
            json["uS"] = true;
        }

        AddPeg(json, report);
        AddPrevention(json, report);
        if (report.ExpiryReason is { } reason)
            json["eR"] = WireName<ExpiryReason>.Of(reason);
    }

    private static void AddPeg(JsonObject json, ExecutionReport report)
    {
        if (report.Order.Peg is not { } peg)
            return;
        json["gP"] = WireName<PegPriceType>.Of(peg.Type);
        if (peg.Offset is { } offset)
        {
            json["gOT"] = "PRICE_LEVEL";
            json["gOV"] = offset;
        }

        if (report.WorkingAt is not null)
            json["gp"] = Amounts.Text(report.Order.Price);
    }

    // What the report itself prevented is B and the p fields; A stays with the order from then on.
    private static void AddPrevention(JsonObject json, ExecutionReport report)
    {
        if (report.Prevented != 0)
            json["A"] = Amounts.Text(report.Prevented);
        if (report.PreventedMatch is not { } match)
            return;
        var isTaker = match.Taker == report.Order;
        json["v"] = match.Id;
        json["B"] = Amounts.Text((isTaker ? match.TakerPrevented : match.MakerPrevented) ?? 0);
        json["u"] = match.TradeGroupId;
        json["U"] = (isTaker ? match.Maker : match.Taker).Id;
        json["Cs"] = (isTaker ? match.Maker : match.Taker).Symbol.Name;
        json["pl"] = Amounts.Text(match.Quantity);
        json["pL"] = Amounts.Text(match.Price);
        json["pY"] = Amounts.Text(Amounts.Truncate(match.Quantity * match.Price));
    }
}
