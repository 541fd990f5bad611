using System.Text.RegularExpressions;

namespace Bot3.Messaging.Architecture_Tests;

/// <summary>The rules that keep files readable, as functions of a file's text, so that their twins can feed them bad ones.</summary>
internal static partial class Tidy
{
    public const int FileLinesMax = 400;
    public const int LineLengthMax = 150;
    public const int MethodLinesMax = 70;

    public static IEnumerable<string> Check(string name, string text)
    {
        var lines = text.Split('\n');
        if (lines.Length > FileLinesMax + 1)
            yield return $"{name}: {lines.Length} lines, at most {FileLinesMax}";
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index].Length > LineLengthMax && !lines[index].Contains("http", StringComparison.Ordinal))
                yield return $"{name}:{index + 1}: {lines[index].Length} columns, at most {LineLengthMax}";
            if (Unfinished().IsMatch(lines[index]))
                yield return $"{name}:{index + 1}: unfinished work without an issue";
        }

        foreach (var (line, length) in Members(lines).Where(member => member.Length > MethodLinesMax))
            yield return $"{name}:{line}: a member of {length} lines, at most {MethodLinesMax}";
    }

    /// <summary>Log event ids as (id, file); each may stand once.</summary>
    public static IEnumerable<int> EventIds(string text)
        => LoggerMessage().Matches(text).Select(match => int.Parse(match.Groups["id"].Value, System.Globalization.CultureInfo.InvariantCulture));

    // A member's body: from a brace alone at one level of indentation to its partner. File-scoped namespaces put members at four
    // spaces. A switch expression as the whole body is a table, and a table is as long as it is.
    private static IEnumerable<(int Line, int Length)> Members(string[] lines)
    {
        var start = -1;
        for (var index = 0; index < lines.Length; index++)
        {
            if (lines[index] == "    {" && index > 0 && !lines[index - 1].EndsWith("switch", StringComparison.Ordinal))
            {
                start = index;
            }
            else if (start >= 0 && lines[index].StartsWith("    }", StringComparison.Ordinal))
            {
                yield return (start, index - start - 1);
                start = -1;
            }
        }
    }

    [GeneratedRegex(@"//.*\b(TO" + "DO|FIX" + "ME|HA" + @"CK)\b(?!\(#\d+\))")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"LoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)")]
    private static partial Regex LoggerMessage();
}
