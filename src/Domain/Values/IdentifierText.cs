using System.Buffers;

namespace Bot3.Messaging.Domain.Values;

/// <summary>The check that all textual ids share.</summary>
internal static class IdentifierText
{
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";

    private static readonly SearchValues<char> Name = SearchValues.Create(Upper + Lower + Digits + "._-");
    private static readonly SearchValues<char> Asset = SearchValues.Create(Upper + Digits);
    private static readonly SearchValues<char> Alphanumeric = SearchValues.Create(Upper + Lower + Digits);

    /// <summary>The broken rule in words, or null.</summary>
    public static string? Check(string name, string? value, int lengthMax, IdentifierCharacters allowed)
    {
        if (string.IsNullOrEmpty(value))
            return $"{name} is missing.";
        if (value.Length > lengthMax)
            return $"{name} has {value.Length} characters, at most {lengthMax} are allowed.";
        var foreign = IndexOfForeign(allowed, value);
        return foreign < 0
            ? null
            : $"{name} '{value}' holds the character U+{(int)value[foreign]:X4}; allowed are {Words(allowed)}.";
    }

    private static int IndexOfForeign(IdentifierCharacters allowed, ReadOnlySpan<char> value) => allowed switch
    {
        IdentifierCharacters.Name => value.IndexOfAnyExcept(Name),
        IdentifierCharacters.Visible => value.IndexOfAnyExceptInRange('!', '~'),
        IdentifierCharacters.Asset => value.IndexOfAnyExcept(Asset),
        _ => value.IndexOfAnyExcept(Alphanumeric),
    };

    private static string Words(IdentifierCharacters allowed) => allowed switch
    {
        IdentifierCharacters.Name => "A-Z a-z 0-9 . _ -",
        IdentifierCharacters.Visible => "visible ASCII characters",
        IdentifierCharacters.Asset => "A-Z 0-9",
        _ => "A-Z a-z 0-9",
    };
}
