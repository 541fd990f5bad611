using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The venue's own number of an order.</summary>
/// <remarks>
/// 1 to 64 visible ASCII characters. Compared by ordinal, case matters.
/// <c>default</c> is not an id: its <see cref="Value"/> is empty.
/// </remarks>
public readonly record struct VenueOrderId
{
    /// <summary>The longest text taken.</summary>
    public const int LengthMax = 64;

    private readonly string? _value;

    private VenueOrderId(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id, or throws for a text that breaks the rule (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static VenueOrderId Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says which rule the text breaks.</summary>
    public static bool TryCreate(string? value, out VenueOrderId made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check("VenueOrderId", value, LengthMax, IdentifierCharacters.Visible);
        made = reason is null ? new VenueOrderId(value!) : default;
        return reason is null;
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
