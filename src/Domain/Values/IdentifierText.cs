namespace Bot3.Messaging.Domain.Values;

/// <summary>The check that all textual ids share.</summary>
internal static class IdentifierText
{
    /// <summary>The broken rule in words, or null.</summary>
    public static string? Check(string name, string? value, int lengthMax, IdentifierCharacters allowed)
    {
        if (string.IsNullOrEmpty(value))
            return $"{name} is missing.";
        if (value.Length > lengthMax)
            return $"{name} has {value.Length} characters, at most {lengthMax} are allowed.";
        foreach (var character in value)
        {
            if (!Allows(allowed, character))
                return $"{name} '{value}' holds the character U+{(int)character:X4}; allowed are {Words(allowed)}.";
        }

        return null;
    }

    private static bool Allows(IdentifierCharacters allowed, char character) => allowed switch
    {
        IdentifierCharacters.Name => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-',
        IdentifierCharacters.Visible => character is >= '!' and <= '~',
        IdentifierCharacters.Asset => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character),
        _ => char.IsAsciiLetterOrDigit(character),
    };

    private static string Words(IdentifierCharacters allowed) => allowed switch
    {
        IdentifierCharacters.Name => "A-Z a-z 0-9 . _ -",
        IdentifierCharacters.Visible => "visible ASCII characters",
        IdentifierCharacters.Asset => "A-Z 0-9",
        _ => "A-Z a-z 0-9",
    };
}
