using System.Globalization;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>Transport headers as text: tables and lists (<c>x-death</c>) as JSON.</summary>
internal static class HeaderText
{
    // AMQP bounds the size of a header table, but not how deep it is nested.
    private const int DepthMax = 8;

    public static Dictionary<string, string> Of(IEnumerable<KeyValuePair<string, object?>> headers)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in headers)
        {
            if (value is not null)
            {
                texts[key] = Of(value);
            }
        }

        return texts;
    }

    private static string Of(object value) => Plain(value, DepthMax) switch
    {
        string text => text,
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        var table => JsonSerializer.Serialize(table),
    };

    private static object? Plain(object? value, int depth) => value switch
    {
        null => null,
        _ when depth == 0 => "...",
        string text => text,
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        AmqpTimestamp moment => moment.UnixTime,
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        bool or sbyte or byte or short or ushort or int or uint or long or ulong or float or double or decimal => value,
        IEnumerable<KeyValuePair<string, object?>> table => table.ToDictionary(entry => entry.Key, entry => Plain(entry.Value, depth - 1)),
        System.Collections.IEnumerable list => list.Cast<object?>().Select(item => Plain(item, depth - 1)).ToList(),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
