using System.Collections.Immutable;
using System.Globalization;
using Bot3.Messaging.Bot3.Environment;

namespace Bot3.Messaging.Bot3.Commands.Up;

/// <summary>Reads <c>--workers risk=2,exchange=1,saga=1</c>; kinds that are left out run once.</summary>
internal static class WorkerCounts
{
    /// <summary>Reads the text.</summary>
    /// <param name="text">What was given.</param>
    /// <returns>A count per kind named.</returns>
    /// <exception cref="ArgumentException">A part is not KIND=COUNT, a kind is unknown or named twice, or a count is out of its
    /// bounds.</exception>
    public static ImmutableDictionary<WorkerKind, int> Parse(string text)
    {
        var counts = ImmutableDictionary<WorkerKind, int>.Empty;
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pair = part.Split('=');
            if (pair.Length != 2 || !Enum.TryParse<WorkerKind>(pair[0], ignoreCase: true, out var kind) || !Enum.IsDefined(kind)
                || !pair[0].All(char.IsAsciiLetter))
            {
                throw new ArgumentException($"'{part}': expected risk=COUNT, exchange=COUNT or saga=COUNT, separated by commas");
            }

            if (!int.TryParse(pair[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count is < 1 or > LocalSystemOptions.WorkersMax)
            {
                throw new ArgumentException($"'{part}': the count must be 1 to {LocalSystemOptions.WorkersMax}");
            }

            if (counts.ContainsKey(kind))
                throw new ArgumentException($"'{part}': {pair[0]} is named twice");
            counts = counts.Add(kind, count);
        }

        return counts;
    }
}
