using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.Domain.Values;

/// <summary>Who sent the order: a name that the strategy keeps for its life; also its routing key for status events.</summary>
/// <remarks>
/// 1 to 64 characters of A-Z a-z 0-9 . _ -. Compared by ordinal, case matters.
/// <c>default</c> is not an id: its <see cref="Value"/> is empty.
/// </remarks>
public readonly record struct StrategyId
{
    /// <summary>The longest text taken.</summary>
    public const int LengthMax = 64;

    private readonly string? _value;

    private StrategyId(string value) => _value = value;

    /// <summary>The text; empty only for <c>default</c>.</summary>
    public string Value => _value ?? "";

    /// <summary>Makes an id, or throws for a text that breaks the rule (a programmer's mistake).</summary>
    /// <exception cref="ArgumentException">The text breaks the rule; the message names it.</exception>
    public static StrategyId Create(string value) =>
        TryCreate(value, out var made, out var reason) ? made : throw new ArgumentException(reason, nameof(value));

    /// <summary>Makes an id, or says which rule the text breaks.</summary>
    public static bool TryCreate(string? value, out StrategyId made, [NotNullWhen(false)] out string? reason)
    {
        reason = IdentifierText.Check("StrategyId", value, LengthMax, IdentifierCharacters.Name);
        made = reason is null ? new StrategyId(value!) : default;
        return reason is null;
    }

    /// <summary>The text itself.</summary>
    public override string ToString() => Value;
}
