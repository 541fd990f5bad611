using System.Text.Json;
using System.Text.RegularExpressions;

namespace Bot3.Messaging.ExchangeWorker.Tests.Binance.Conformance;

/// <summary>What the venue sent in one recorded file.</summary>
/// <param name="Call">
/// REST: method and path, <c>GET /api/v3/order</c>; WebSocket API: the method, <c>order.place</c>; streams: <c>event</c>.
/// </param>
/// <param name="Bytes">The message, UTF-8 JSON.</param>
internal sealed record RecordedMessage(string Call, byte[] Bytes);

/// <summary>Reads a file of recorded messages; the layout is described beside the recordings.</summary>
internal static partial class RecordedFile
{
    private static readonly string[] HttpMethods = ["GET", "POST", "PUT", "DELETE"];

    /// <summary>The messages of the venue in a file.</summary>
    /// <exception cref="InvalidDataException">The file is not in the layout.</exception>
    public static IReadOnlyList<RecordedMessage> Read(string path)
    {
        var lines = File.ReadAllLines(path);
        return IsRest(path) ? [Rest(path, lines)] : Socket(path, lines);
    }

    private static bool IsRest(string path) => path.Split(Path.DirectorySeparatorChar).Contains("Endpoints", StringComparer.Ordinal);

    private static RecordedMessage Rest(string path, string[] lines)
    {
        if (lines.Length < 4 || !HttpMethods.Contains(lines[0].Trim(), StringComparer.Ordinal) || !lines[1].StartsWith('/'))
            throw new InvalidDataException($"{path}: expected method, path, 'true' or 'false', then the body.");
        if (!bool.TryParse(lines[2].Trim(), out _))
            throw new InvalidDataException($"{path}: line 3 was '{lines[2]}': 'true' or 'false' expected.");
        var body = lines.Skip(3).SkipWhile(IsParameterLine);
        return new RecordedMessage($"{lines[0].Trim()} {lines[1].Trim().Split('?')[0]}", Json(body));
    }

    private static bool IsParameterLine(string line)
        => line.StartsWith("UriParams:", StringComparison.Ordinal) || line.StartsWith("BodyParams:", StringComparison.Ordinal);

    private static List<RecordedMessage> Socket(string path, string[] lines)
    {
        var messages = new List<RecordedMessage>();
        var asked = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < lines.Length;)
        {
            if (string.IsNullOrWhiteSpace(lines[at]))
            {
                at++;
                continue;
            }

            var head = Head().Match(lines[at]);
            if (!head.Success)
                throw new InvalidDataException($"{path}: line {at + 1} starts with neither '>', '<' nor '='.");
            var end = at + 1;
            while (end < lines.Length && !Head().IsMatch(lines[end]))
                end++;
            var text = Json([head.Groups[3].Value, .. lines[(at + 1)..end]]);
            var number = head.Groups[2].Value;
            if (head.Groups[1].Value == ">")
                asked[number] = Method(path, text);
            else
                messages.Add(new RecordedMessage(asked.GetValueOrDefault(number, ""), text));
            at = end;
        }

        return messages.Count > 0 ? messages : throw new InvalidDataException($"{path}: holds no message of the venue.");
    }

    private static string Method(string path, byte[] request)
    {
        using var json = JsonDocument.Parse(request);
        return json.RootElement.TryGetProperty("method", out var method)
            ? method.GetString()!
            : throw new InvalidDataException($"{path}: a request without a method.");
    }

    /// <summary>Joins lines, with values made at run time (<c>|1|</c>) as strings where they stand bare.</summary>
    private static byte[] Json(IEnumerable<string> lines)
        => System.Text.Encoding.UTF8.GetBytes(BareMarker().Replace(string.Join('\n', lines), "\"$0\""));

    [GeneratedRegex("""^([<>=])(\d*)\s*(.*)$""")]
    private static partial Regex Head();

    [GeneratedRegex("""(?<!")\|[0-9a-z*]+\|(?!")""")]
    private static partial Regex BareMarker();
}
