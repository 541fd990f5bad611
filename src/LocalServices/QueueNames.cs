using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Bot3.Messaging.LocalServices;

/// <summary>Compares the quorum queues that a broker tells of with the file in which it finds their logs again after a restart.</summary>
/// <param name="management">The management API, with credentials.</param>
/// <param name="file">The broker's file of names.</param>
internal sealed class QueueNames(HttpClient management, string file)
{
    private static readonly Uri Queues = new("api/queues", UriKind.Relative);

    /// <summary>Whether the file holds the name of every quorum queue.</summary>
    public async Task<bool> AreOnDiskAsync(CancellationToken cancellationToken)
    {
        var queues = await management.GetFromJsonAsync(Queues, QueueNamesJson.Default.ListQueue, cancellationToken) ?? [];
        var expected = queues.Where(IsQuorum).Select(Name).ToList();
        if (expected.Count == 0)
        {
            return true;
        }

        if (!File.Exists(file))
        {
            return false;
        }

        var content = await File.ReadAllBytesAsync(file, cancellationToken);
        return expected.TrueForAll(name => content.AsSpan().IndexOf(name) >= 0);
    }

    private static bool IsQuorum(Queue queue) =>
        queue.Arguments.ValueKind == JsonValueKind.Object
        && queue.Arguments.TryGetProperty("x-queue-type", out var kind)
        && kind.ValueEquals("quorum");

    /// <summary>
    /// How the file holds the broker's own name for a queue's log (virtual host, percent-encoded, and queue): its length in bytes first, so
    /// that no name passes for a longer one.
    /// </summary>
    private static byte[] Name(Queue queue)
    {
        var name = Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(queue.VirtualHost)}_{queue.Name}");
        return [unchecked((byte)name.Length), .. name];
    }

    internal sealed record Queue(
        [property: JsonPropertyName("name")] string Name,
        [property: JsonPropertyName("vhost")] string VirtualHost,
        [property: JsonPropertyName("arguments")] JsonElement Arguments);
}

[JsonSerializable(typeof(List<QueueNames.Queue>))]
internal sealed partial class QueueNamesJson : JsonSerializerContext;
