using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.Contracts.Json;

/// <summary>
/// Decimals as text with all their digits, trailing zeros included, as everywhere on the wire; numbers are understood too.
/// </summary>
internal sealed class DecimalTextConverter : JsonConverter<decimal>
{
    // Sign, point and 29 digits.
    private const int LengthMax = 31;

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
            return reader.GetDecimal();
        if (reader.TokenType == JsonTokenType.String
            && decimal.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
        {
            return value;
        }

        throw new JsonException($"a decimal must be a number or the text of one, was {reader.TokenType}");
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[LengthMax];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
