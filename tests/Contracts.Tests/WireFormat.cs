using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.Contracts_Tests;

/// <summary>The JSON rules of the wire, as documented for strategies: camelCase names, enums as text, nulls left out.</summary>
internal static class WireFormat
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        WriteIndented = true,
        NewLine = "\n",
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
    };
}
