using System.Net.Http.Headers;
using System.Text;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>Counts what is under way: messages in queues by the broker's management API, rows in the outbox, dead letters.</summary>
internal sealed class InFlightReader : IDisposable
{
    private const int DeadLettersMax = 10_000;

    private readonly HttpClient _http;
    private readonly NpgsqlDataSource _source;

    /// <summary>Reads from a broker and a database.</summary>
    /// <param name="management">The management API.</param>
    /// <param name="amqp">The broker with the credentials of both.</param>
    /// <param name="source">The database; the caller disposes it.</param>
    public InFlightReader(Uri management, Uri amqp, NpgsqlDataSource source)
    {
        _source = source;
        _http = new HttpClient { BaseAddress = management, Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo))));
    }

    /// <summary>Counts now.</summary>
    public async Task<InFlight> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = await _http.GetFromJsonAsync<List<QueueCount>>(new Uri("api/queues?columns=name,messages", UriKind.Relative), cancellationToken)
            ?? [];

        // Queues of one process (snapshots of prices) never stand still, and nothing in them is worth keeping: MassTransit names them
        // bus-… or …_bus_….
        var counts = queues.Where(queue => !IsTemporary(queue.Name)).ToDictionary(queue => queue.Name, queue => queue.Messages ?? 0);
        await using var outbox = _source.CreateCommand("SELECT count(*) FROM messaging.outbox");
        var rows = (long)(await outbox.ExecuteScalarAsync(cancellationToken) ?? 0L);
        return new InFlight(counts, rows, await DeadLettersAsync(cancellationToken));
    }

    public void Dispose() => _http.Dispose();

    private static bool IsTemporary(string queue) => queue.Contains("_bus_", StringComparison.Ordinal)
        || queue.StartsWith("bus-", StringComparison.Ordinal) || queue.Contains("_endpoint_", StringComparison.Ordinal)
        || queue.StartsWith("temporary-", StringComparison.Ordinal);

    private async Task<List<KeptMessage>> DeadLettersAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand("SELECT body, reason FROM messaging.dead_letters ORDER BY received_at LIMIT $1");
        command.Parameters.AddWithValue(DeadLettersMax);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<KeptMessage>();
        while (await reader.ReadAsync(cancellationToken))
            letters.Add(new KeptMessage(Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0)), reader.GetString(1)));
        return letters;
    }

    private sealed record QueueCount(string Name, long? Messages);
}
