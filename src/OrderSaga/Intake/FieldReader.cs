using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>
/// Reads the fields of one JSON object from a stranger: names without regard to case (camelCase is documented), every violation
/// collected, nothing guessed.
/// </summary>
internal sealed partial class FieldReader
{
    private const int ShownMax = 64;
    private const int NumberLengthMax = 64;

    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<RefusalReason> _violations = [];

    /// <summary>Takes the object apart.</summary>
    /// <param name="root">A JSON object.</param>
    /// <param name="known">The names that may appear.</param>
    public FieldReader(JsonElement root, IReadOnlyCollection<string> known)
    {
        foreach (var property in root.EnumerateObject())
        {
            if (!known.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            {
                Violate(
                    IntakeCodes.MalformedOrderFieldUnknown,
                    $"Field '{Shown(property.Name)}' is not known (known: {string.Join(", ", known)}).");
            }
            else if (!_fields.TryAdd(property.Name, property.Value))
            {
                Violate(IntakeCodes.MalformedOrder, $"Field '{property.Name}' is given more than once.");
            }
        }
    }

    /// <summary>What is wrong so far.</summary>
    public IReadOnlyList<RefusalReason> Violations => _violations;

    /// <summary>Reads a UUID that is not empty.</summary>
    public Guid? Uuid(string name)
    {
        if (Required(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) && id != Guid.Empty)
            return id;
        Invalid(name, value, "a UUID such as 0197f0c2-8f6e-7cc0-9d3c-5a4b1f0e2d11, not all zeros");
        return null;
    }

    /// <summary>Reads an identifier: 1 to 64 letters, digits, dots, underscores, hyphens.</summary>
    public string? Identifier(string name)
    {
        if (Required(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && IsIdentifier(value.GetString()))
            return value.GetString();
        Invalid(name, value, "1 to 64 letters, digits, dots, underscores or hyphens");
        return null;
    }

    /// <summary>Reads an optional text of limited length.</summary>
    public string? OptionalText(string name, int lengthMax)
    {
        if (Given(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= lengthMax)
            return text;
        Invalid(name, value, $"a text of at most {lengthMax} characters");
        return null;
    }

    /// <summary>Reads a required text that satisfies a rule.</summary>
    public string? Text(string name, Func<string, bool> rule, string expected)
    {
        if (Required(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && rule(text))
            return text;
        Invalid(name, value, expected);
        return null;
    }

    /// <summary>Reads an optional list of identifiers.</summary>
    public IReadOnlyList<string> Identifiers(string name, int countMax)
    {
        if (Given(name) is not { } value)
            return [];
        if (value.ValueKind == JsonValueKind.Array && value.GetArrayLength() <= countMax
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && IsIdentifier(item.GetString())))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        Invalid(name, value, $"a list of at most {countMax} names of 1 to 64 letters, digits, dots, underscores or hyphens");
        return [];
    }

    /// <summary>Reads an enumeration by the names of its members, without regard to case; numbers are refused.</summary>
    public TEnum? Choice<TEnum>(string name, bool required)
        where TEnum : struct, Enum
    {
        if ((required ? Required(name) : Given(name)) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            return Enum.Parse<TEnum>(text, ignoreCase: true);
        }

        Invalid(name, value, $"one of {string.Join(", ", Enum.GetNames<TEnum>())}");
        return null;
    }

    /// <summary>Reads a decimal, as a JSON number or as a text, exactly: what does not fit is refused, never rounded.</summary>
    public decimal? Number(string name, bool required, Func<decimal, bool> rule, string expected)
    {
        if ((required ? Required(name) : Given(name)) is not { } value)
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString()!,
            _ => null,
        };
        if (text is { Length: <= NumberLengthMax } && NumberPattern().IsMatch(text) && SignificantDigits(text) <= 28
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && IsExact(text) && rule(number))
        {
            return number;
        }

        Invalid(name, value, expected);
        return null;
    }

    /// <summary>Reads a time with its offset; a time without one could mean anything.</summary>
    public DateTimeOffset? Time(string name, bool required)
    {
        if ((required ? Required(name) : Given(name)) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && OffsetPattern().IsMatch(value.GetString()!)
            && value.TryGetDateTimeOffset(out var time))
        {
            return time.ToUniversalTime();
        }

        Invalid(name, value, "an ISO 8601 time with its offset, such as 2026-02-07T12:00:00Z");
        return null;
    }

    /// <summary>Adds a violation over several fields.</summary>
    public void Violate(string code, string message) => _violations.Add(new RefusalReason { Code = code, Message = message });

    /// <summary>Whether a text may be a strategy, an account or a venue.</summary>
    public static bool IsIdentifier(string? text) => text is not null && IdentifierPattern().IsMatch(text);

    private JsonElement? Given(string name) =>
        _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement? Required(string name)
    {
        var value = Given(name);
        if (value is null)
            Violate(IntakeCodes.MalformedOrderFieldMissing, $"Field '{name}' is required.");
        return value;
    }

    private void Invalid(string name, JsonElement value, string expected) =>
        Violate(IntakeCodes.MalformedOrderFieldInvalid, $"Field '{name}' was {Shown(value.GetRawText())}: expected {expected}.");

    private static string Shown(string text) => text.Length <= ShownMax ? text : text[..ShownMax] + "…";

    private static int SignificantDigits(string text)
    {
        var mantissa = text.Split('e', 'E')[0];
        return mantissa.Where(char.IsAsciiDigit).SkipWhile(digit => digit == '0').Count();
    }

    // decimal.TryParse rounds what has more than 28 decimals, 1e-40 to zero, without a word.
    private static bool IsExact(string text)
    {
        var parts = text.Split('e', 'E');
        var exponent = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fraction = point < 0 ? 0 : parts[0][(point + 1)..].TrimEnd('0').Length;
        return fraction - exponent <= 28;
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdentifierPattern();

    [GeneratedRegex(@"\A-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"T.*(Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex OffsetPattern();
}
