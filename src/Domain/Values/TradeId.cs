using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The venue's number of one trade; unique per venue and symbol only, never across them.</summary>
/// <remarks>
/// 1 to 64 visible ASCII characters. Compared by ordinal, case matters.
/// <c>default</c> is not an id: its <see cref="Value"/> is empty.
/// </remarks>
public readonly record struct TradeId
{
    /// <summary>The longest text taken.</summary>
    public const int LengthMax = 64;

    private readonly string? _value;

    private TradeId(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id, or throws for a text that breaks the rule (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static TradeId Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says which rule the text breaks.</summary>
    public static bool TryCreate(string? value, out TradeId made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check("TradeId", value, LengthMax, IdentifierCharacters.Visible);
        made = reason is null ? new TradeId(value!) : default;
        return reason is null;
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
