using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>An asset by its code, such as <c>BTC</c> or <c>USDT</c>.</summary>
/// <remarks>
/// 1 to 20 characters of A-Z 0-9. Compared by ordinal, case matters.
/// <c>default</c> is not an id: its <see cref="Value"/> is empty.
/// </remarks>
public readonly record struct AssetCode
{
    /// <summary>The longest text taken.</summary>
    public const int LengthMax = 20;

    private readonly string? _value;

    private AssetCode(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id, or throws for a text that breaks the rule (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static AssetCode Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says which rule the text breaks.</summary>
    public static bool TryCreate(string? value, out AssetCode made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check("AssetCode", value, LengthMax, IdentifierCharacters.Asset);
        made = reason is null ? new AssetCode(value!) : default;
        return reason is null;
    }

    /// <summary>Of all characters; without the secret of text, since nobody can choose many codes to do us harm.</summary>
    public override int GetHashCode()
    {
        var hash = 0;
        foreach (var character in Value)
            hash = unchecked((hash * 31) + character);
        return hash;
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
