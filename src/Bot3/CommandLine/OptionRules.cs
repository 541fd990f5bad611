using System.CommandLine;
using System.CommandLine.Parsing;

namespace Bot3.Messaging.Bot3.CommandLine;

/// <summary>Bounds of option values; what is outside is a usage error that names option, value and limits.</summary>
internal static class OptionRules
{
    /// <summary>A whole number between two bounds.</summary>
    /// <param name="result">What was parsed.</param>
    /// <param name="option">The option.</param>
    /// <param name="least">The least value taken.</param>
    /// <param name="most">The greatest value taken.</param>
    public static void Range(OptionResult result, Option<int> option, int least, int most)
    {
        // What is no number at all is reported by the parser.
        if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var value) && (value < least || value > most))
            result.AddError($"{option.Name} was {value}: must be {least} to {most}.");
    }

    /// <summary>A number above zero.</summary>
    /// <param name="result">What was parsed.</param>
    /// <param name="name">The option's name.</param>
    public static void AboveZero(OptionResult result, string name)
    {
        if (result.Tokens.Count != 1)
            return;
        var text = result.Tokens[0].Value;
        var culture = global::System.Globalization.CultureInfo.InvariantCulture;
        if (decimal.TryParse(text, global::System.Globalization.NumberStyles.Number, culture, out var value) && value <= 0)
            result.AddError($"{name} was {text}: must be above 0.");
    }
}
