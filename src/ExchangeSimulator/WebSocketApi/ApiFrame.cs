using System.Text.Json;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.WebSocketApi;

/// <summary>One request frame (PROTOCOL §3.4). The id is kept as it came, type included.</summary>
internal sealed record ApiFrame(JsonNode? Id, string Method, ApiParameters Parameters)
{
    /// <exception cref="VenueRefusal">-1135: not a request frame.</exception>
    public static ApiFrame Parse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("method", out var method))
                throw Refusals.InvalidJson();
            if (method.ValueKind != JsonValueKind.String)
                throw Refusals.InvalidJson();
            var id = root.TryGetProperty("id", out var value) ? ReadId(value) : null;
            return new ApiFrame(id, WithoutVersion(method.GetString()!), ReadParameters(root));
        }
        catch (JsonException)
        {
            throw Refusals.InvalidJson();
        }
    }

    private static JsonNode? ReadId(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String or JsonValueKind.Number => JsonNode.Parse(value.GetRawText()),
        _ => throw Refusals.InvalidJson(),
    };

    private static string WithoutVersion(string method) =>
        method.StartsWith("v3/", StringComparison.Ordinal) ? method[3..] : method;

    private static ApiParameters ReadParameters(JsonElement root)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!root.TryGetProperty("params", out var parameters) || parameters.ValueKind == JsonValueKind.Null)
            return new ApiParameters(values);
        if (parameters.ValueKind != JsonValueKind.Object)
            throw Refusals.InvalidJson();
        foreach (var property in parameters.EnumerateObject())
        {
            var value = property.Value;
            values[property.Name] = value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
        }

        return new ApiParameters(values);
    }
}
