using System.Collections.Frozen;
using System.Text;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// The protocol's upper-snake spelling of an enum: <c>StopLossLimit</c> is <c>STOP_LOSS_LIMIT</c>. Parsing is case-sensitive.
/// </summary>
internal static class WireName<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => UpperSnake(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values =
        Names.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

    public static string Of(TEnum value) => Names[value];

    public static bool TryParse(string text, out TEnum value) => Values.TryGetValue(text, out value);

    private static string UpperSnake(string pascal)
    {
        var text = new StringBuilder(pascal.Length + 4);
        foreach (var character in pascal)
        {
            if (char.IsUpper(character) && text.Length > 0)
                text.Append('_');
            text.Append(char.ToUpperInvariant(character));
        }

        return text.ToString();
    }
}
