using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Conformance;

/// <summary>
/// Reads a message with a wire type and proves that nothing was lost: what the type holds is written again and compared, field by field,
/// with what came. Fields that the type does not know are ignored; a field of the type that came must be there with the same value.
/// </summary>
internal static partial class WireReading
{
    /// <summary>Reads one message.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    /// <exception cref="InvalidDataException">A field that we use was lost.</exception>
    public static T Read<T>(JsonElement came, JsonTypeInfo<T> type)
        where T : class
    {
        var value = came.Deserialize(type) ?? throw new JsonException("The message is null.");
        using var held = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(value, type));
        Compare(came, held.RootElement, "$");
        return value;
    }

    private static void Compare(JsonElement came, JsonElement held, string path)
    {
        if (held.ValueKind == JsonValueKind.Object && came.ValueKind == JsonValueKind.Object)
        {
            foreach (var field in held.EnumerateObject())
            {
                if (came.TryGetProperty(field.Name, out var original) && original.ValueKind != JsonValueKind.Null)
                    Compare(original, field.Value, $"{path}.{field.Name}");
            }
        }
        else if (held.ValueKind == JsonValueKind.Array && came.ValueKind == JsonValueKind.Array)
        {
            if (held.GetArrayLength() != came.GetArrayLength())
                throw Lost(path, came, held);
            foreach (var (index, item) in held.EnumerateArray().Index())
                Compare(came[index], item, $"{path}[{index}]");
        }
        else if (!SameValue(came, held))
        {
            throw Lost(path, came, held);
        }
    }

    private static bool SameValue(JsonElement came, JsonElement held)
    {
        if (Text(came) is not { } left || Text(held) is not { } right)
            return came.ValueKind == held.ValueKind;
        return left == right || (Number().IsMatch(left) && Number().IsMatch(right) && Plain(left) == Plain(right));
    }

    /// <summary>A number without the zeros that mean nothing; never rounded, as parsing would.</summary>
    private static string Plain(string number)
    {
        var sign = number.StartsWith('-') ? "-" : "";
        var parts = number.TrimStart('-').Split('.');
        var fraction = parts.Length > 1 ? parts[1].TrimEnd('0') : "";
        var plain = $"{parts[0].TrimStart('0')}.{fraction}";
        return plain == "." ? plain : sign + plain;
    }

    [GeneratedRegex("""^-?[0-9]+(\.[0-9]+)?$""")]
    private static partial Regex Number();

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static InvalidDataException Lost(string path, JsonElement came, JsonElement held)
        => new($"{path} was {came.GetRawText()}, and is held as {held.GetRawText()}: a field that is used was lost.");
}
