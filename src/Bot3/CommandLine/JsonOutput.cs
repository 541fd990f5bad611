using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>What <c>--json</c> prints: one JSON value, camelCase names, enums as text, decimals as strings, nulls left out.</summary>
internal static class JsonOutput
{
    /// <summary>Shared with the bodies that strategies publish, so that both sides of a terminal read alike.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    /// <summary>One value as one line.</summary>
    /// <param name="value">The value.</param>
    public static string Line<T>(T value) => JsonSerializer.Serialize(value, Options);

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

            // Read by people and programs, never put into a page: + and ' need no escapes.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowReadingFromString,
        };
        options.Converters.Add(new JsonStringEnumConverter());
        options.Converters.Add(new ExactDecimalConverter());
        return options;
    }

    // Many readers keep JSON numbers as binary fractions; text keeps every digit.
    private sealed class ExactDecimalConverter : JsonConverter<decimal>
    {
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? reader.GetDecimal()
                : decimal.Parse(reader.GetString()!, global::System.Globalization.CultureInfo.InvariantCulture);

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString(global::System.Globalization.CultureInfo.InvariantCulture));
    }
}
