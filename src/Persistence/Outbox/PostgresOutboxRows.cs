using System.Text.Json;
using Npgsql;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Stored messages in <c>messaging.outbox</c>.</summary>
internal sealed class PostgresOutboxRows(NpgsqlDataSource source) : IOutboxRows
{
    private const string Claim = """
        UPDATE messaging.outbox o SET available_at = $2, attempts = attempts + 1
        FROM (SELECT id FROM messaging.outbox WHERE available_at <= $1 ORDER BY available_at, id LIMIT $3 FOR UPDATE SKIP LOCKED) due
        WHERE o.id = due.id
        RETURNING o.id, message_id, destination, mandatory, content_type, body, headers, routing_key, correlation_id,
            time_to_live, due_at, schedule_token, created_at, attempts
        """;

    private const string Statistics = """
        SELECT count(*) FILTER (WHERE coalesce(due_at, created_at) <= $1), count(*) FILTER (WHERE due_at > $1),
            min(coalesce(due_at, created_at)) FILTER (WHERE coalesce(due_at, created_at) <= $1)
        FROM messaging.outbox
        """;

    public async ValueTask<IReadOnlyList<OutboxRow>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset hiddenUntil, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Claim);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue(hiddenUntil.ToUniversalTime());
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<OutboxRow>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(reader));
        // RETURNING has no order of its own; ids are time-ordered.
        rows.Sort((left, right) => left.Id.CompareTo(right.Id));
        return rows;
    }

    public async ValueTask DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("DELETE FROM messaging.outbox WHERE id = ANY ($1)");
        command.Parameters.AddWithValue(ids.ToArray());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DeferAsync(Guid id, DateTimeOffset availableAt, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("UPDATE messaging.outbox SET available_at = $2 WHERE id = $1");
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(availableAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Statistics);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OutboxStatistics(
            reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
    }

    private static OutboxRow Read(NpgsqlDataReader reader)
    {
        var message = new OutboxMessage
        {
            MessageId = reader.GetGuid(1),
            Destination = new Uri(reader.GetString(2)),
            Mandatory = reader.GetBoolean(3),
            ContentType = reader.GetString(4),
            Body = reader.GetFieldValue<byte[]>(5),
            Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(6)) ?? [],
            RoutingKey = reader.IsDBNull(7) ? null : reader.GetString(7),
            CorrelationId = reader.IsDBNull(8) ? null : reader.GetGuid(8),
            TimeToLive = reader.IsDBNull(9) ? null : TimeSpan.FromMilliseconds(reader.GetInt64(9)),
            DueAt = reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10),
            ScheduleToken = reader.IsDBNull(11) ? null : reader.GetGuid(11),
        };
        return new OutboxRow(reader.GetGuid(0), message, reader.GetInt32(13), reader.GetFieldValue<DateTimeOffset>(12));
    }
}
