using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>JSON of the admin endpoint: camelCase, amounts as strings, enums by name, unknown names refused.</summary>
internal static class AdminJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new AmountConverter(), new JsonStringEnumConverter() },
    };

    private sealed class AmountConverter : JsonConverter<decimal>
    {
        // Numbers are read too: a person with curl does not think of quotes.
        public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number)
                return reader.GetDecimal();
            return decimal.TryParse(reader.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : throw new JsonException("not an amount");
        }

        public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("0.############################", CultureInfo.InvariantCulture));
    }
}
