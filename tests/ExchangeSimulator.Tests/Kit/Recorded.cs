using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

/// <summary>The recorded samples of the venue's messages.</summary>
internal static partial class Recorded
{
    /// <summary>The body of a REST sample, the first answer or event of a socket sample.</summary>
    public static JsonNode Body(string path)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), path));
        var start = path.StartsWith("Endpoints", StringComparison.Ordinal) ? 3 : Array.FindIndex(lines, line => line.StartsWith('='));
        var text = string.Join('\n', lines.Skip(start)).TrimStart('=', ' ', '\n');
        return JsonNode.Parse(BareMarker().Replace(text, "\"$0\"").Replace("\"\"|", "\"|").Replace("|\"\"", "|\""))!;
    }

    private static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var samples = Path.Combine(folder.FullName, "shared", "binance", "recorded");
            if (Directory.Exists(samples))
                return samples;
        }

        throw new DirectoryNotFoundException(
            $"No folder 'shared/binance/recorded' beside any parent of {AppContext.BaseDirectory}: the recorded samples are needed.");
    }

    [GeneratedRegex(@"\|[0-9a-z*]+\|")]
    private static partial Regex BareMarker();
}
