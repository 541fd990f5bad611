using System.Text.Json;
using System.Text.Json.Nodes;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

internal static class FieldNames
{
    /// <summary>Asserts that ours has every field of the sample, with the same kind of value, at every depth.</summary>
    public static void AssertCovers(JsonNode sample, JsonNode? ours, string path, params string[] except)
    {
        switch (sample)
        {
            case JsonObject fields:
                var mine = Assert.IsType<JsonObject>(ours);
                foreach (var (name, value) in fields)
                {
                    if (except.Contains(name))
                        continue;
                    Assert.True(mine.ContainsKey(name), $"{path}.{name} is missing");
                    if (value is not null)
                        AssertCovers(value, mine[name], $"{path}.{name}", except);
                }

                break;
            case JsonArray { Count: > 0 } items:
                AssertCovers(items[0]!, Assert.IsType<JsonArray>(ours)[0], path + "[]", except);
                break;
            default:
                if (ours is not null)
                    Assert.True(Kind(sample) == Kind(ours), $"{path} is {Kind(ours)}, not {Kind(sample)}");
                break;
        }
    }

    private static JsonValueKind Kind(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.False ? JsonValueKind.True : value.GetValueKind();
}
