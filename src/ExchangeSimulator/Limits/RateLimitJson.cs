using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Limits;

/// <summary>Limits as exchangeInfo and WebSocket answers spell them.</summary>
internal static class RateLimitJson
{
    public static JsonArray Definitions(RateLimitOptions options) =>
    [
        Entry("REQUEST_WEIGHT", "MINUTE", 1, options.RequestWeightPerMinute, null),
        Entry("ORDERS", "SECOND", 10, options.OrdersPer10Seconds, null),
        Entry("ORDERS", "DAY", 1, options.OrdersPerDay, null),
    ];

    /// <summary>Unfilled order counts of an account.</summary>
    public static JsonArray Orders(RateLimitOptions options, (int Per10Seconds, int PerDay) counts) =>
    [
        Entry("ORDERS", "SECOND", 10, options.OrdersPer10Seconds, counts.Per10Seconds),
        Entry("ORDERS", "DAY", 1, options.OrdersPerDay, counts.PerDay),
    ];

    public static JsonArray Used(RateLimitOptions options, int weight, (int Per10Seconds, int PerDay)? orders)
    {
        var used = new JsonArray();
        if (orders is { } counts)
        {
            used.Add((JsonNode)Entry("ORDERS", "SECOND", 10, options.OrdersPer10Seconds, counts.Per10Seconds));
            used.Add((JsonNode)Entry("ORDERS", "DAY", 1, options.OrdersPerDay, counts.PerDay));
        }

        used.Add((JsonNode)Entry("REQUEST_WEIGHT", "MINUTE", 1, options.RequestWeightPerMinute, weight));
        return used;
    }

    private static JsonObject Entry(string type, string interval, int number, int limit, int? count)
    {
        var entry = new JsonObject
        {
            ["rateLimitType"] = type,
            ["interval"] = interval,
            ["intervalNum"] = number,
            ["limit"] = limit,
        };
        if (count is { } used)
            entry["count"] = used;
        return entry;
    }
}
