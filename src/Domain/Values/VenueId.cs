using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The exchange that an order goes to, as configured here, such as <c>binance</c>.</summary>
/// <remarks>
/// 1 to 64 characters of A-Z a-z 0-9 . _ -. Compared by ordinal, case matters.
/// <c>default</c> is not an id: its <see cref="Value"/> is empty.
/// </remarks>
public readonly record struct VenueId
{
    /// <summary>The longest text taken.</summary>
    public const int LengthMax = 64;

    private readonly string? _value;

    private VenueId(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id, or throws for a text that breaks the rule (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static VenueId Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says which rule the text breaks.</summary>
    public static bool TryCreate(string? value, out VenueId made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check("VenueId", value, LengthMax, IdentifierCharacters.Name);
        made = reason is null ? new VenueId(value!) : default;
        return reason is null;
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
