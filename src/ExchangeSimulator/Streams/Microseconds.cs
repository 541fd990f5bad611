using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>
/// Turns the times of a message into microseconds, for who asked for them. Times are known by their size: no id of the simulator and
/// no count reaches what a date of this century is in milliseconds. Labels that a client chose itself are left alone.
/// </summary>
internal static class Microseconds
{
    private const long TimeMin = 1_000_000_000_000;
    private const long TimeMax = 100_000_000_000_000;

    private static readonly string[] ClientLabels = ["strategyId", "strategyType", "j", "J"];

    public static JsonNode Of(JsonNode message)
    {
        var copy = message.DeepClone();
        Convert(copy);
        return copy;
    }

    private static void Convert(JsonNode node)
    {
        if (node is JsonObject fields)
        {
            foreach (var (name, value) in fields.ToList())
            {
                if (ClientLabels.Contains(name))
                    continue;
                if (Time(value) is { } time)
                    fields[name] = time * 1_000;
                else if (value is not null)
                    Convert(value);
            }
        }
        else if (node is JsonArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (Time(items[index]) is { } time)
                    items[index] = time * 1_000;
                else if (items[index] is { } item)
                    Convert(item);
            }
        }
    }

    private static long? Time(JsonNode? value) =>
        value is JsonValue number && number.GetValueKind() == JsonValueKind.Number && number.TryGetValue(out long whole)
            && whole is >= TimeMin and < TimeMax
            ? whole
            : null;
}
