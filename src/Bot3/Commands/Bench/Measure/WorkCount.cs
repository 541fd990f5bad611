using System.Net.Http.Headers;
using System.Text;
using Bot3.Messaging.Bot3.Commands.Bench.Load;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Bench.Measure;

/// <summary>What broker and database have counted since they started.</summary>
/// <param name="Acknowledged">AMQP messages acknowledged, all durable queues together.</param>
/// <param name="Commits">Transactions committed.</param>
internal readonly record struct ServerCounts(long Acknowledged, long Commits);

/// <summary>
/// Counts deliveries and commits of a phase. Logical deliveries are rows: one inbox entry per message and consumer, one attempt per command
/// to the exchange. AMQP messages are the broker's own acknowledgement counts, which packs make fewer.
/// </summary>
internal sealed class WorkCount : IDisposable
{
    // Broker: statistics every 5 s. Database: an idle session reports after 10 s at the latest.
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(11);

    private readonly HttpClient _http;
    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;

    /// <summary>Counts at a broker and a database.</summary>
    /// <param name="management">The broker's management API.</param>
    /// <param name="amqp">The broker with the credentials of both.</param>
    /// <param name="source">The database; the caller disposes of it.</param>
    /// <param name="time">The clock.</param>
    public WorkCount(Uri management, Uri amqp, NpgsqlDataSource source, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(amqp);
        _source = source;
        _time = time;
        _http = new HttpClient { BaseAddress = management, Timeout = TimeSpan.FromSeconds(20) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(amqp.UserInfo))));
    }

    /// <summary>Waits until both servers' statistics have caught up, and reads them.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ServerCounts> SettledAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Lag, _time, cancellationToken);
        var queues = await _http.GetFromJsonAsync<List<Queue>>(
            new Uri("api/queues?columns=name,durable,message_stats.ack", UriKind.Relative), cancellationToken) ?? [];
        await using var commits = _source.CreateCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
        var acknowledged = queues.Where(queue => queue.Durable == true).Sum(queue => queue.Stats?.Acknowledged ?? 0);
        return new ServerCounts(acknowledged, (long)(await commits.ExecuteScalarAsync(cancellationToken) ?? 0L));
    }

    /// <summary>Logical deliveries of a finished phase.</summary>
    /// <param name="phase">The phase; no other may have run since it began.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<long> DeliveriesAsync(OrderPhase phase, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(phase);
        await using var command = _source.CreateCommand(
            """
            SELECT (SELECT count(*) FROM messaging.inbox WHERE received_at >= $1)
                 + (SELECT count(*) FROM exchange.attempts WHERE order_id BETWEEN $2 AND $3)
            """);
        command.Parameters.AddWithValue(phase.StartedAt.UtcDateTime);
        command.Parameters.AddWithValue(phase.Ids.Id(0));
        command.Parameters.AddWithValue(phase.Ids.Id(phase.Count - 1));
        return (long)(await command.ExecuteScalarAsync(cancellationToken) ?? 0L);
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private sealed record Queue(
        string Name, bool? Durable, [property: global::System.Text.Json.Serialization.JsonPropertyName("message_stats")] QueueStats? Stats);

    private sealed record QueueStats(
        [property: global::System.Text.Json.Serialization.JsonPropertyName("ack")] long? Acknowledged);
}
