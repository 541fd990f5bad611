using System.Text.Json;
using Bot3.Messaging.Persistence.Outbox.Bundles;
using Bot3.Messaging.Persistence.Packs;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Stored messages in <c>messaging.outbox</c>.</summary>
internal sealed class PostgresOutboxRows(NpgsqlDataSource source) : IOutboxRows
{
    public const string Claim = """
        UPDATE messaging.outbox o SET available_at = $2, attempts = attempts + 1
        WHERE o.id = ANY (ARRAY(
            SELECT id FROM messaging.outbox WHERE available_at <= $1 ORDER BY available_at, id LIMIT $3 FOR UPDATE SKIP LOCKED))
        RETURNING o.id, message_id, destination, mandatory, content_type, body, headers, routing_key, correlation_id,
            time_to_live, due_at, schedule_token, created_at, attempts, bundle
        """;

    public const string Delete = "DELETE FROM messaging.outbox WHERE id = ANY ($1)";

    public const string Defer = """
        WITH deferred AS (
            UPDATE messaging.outbox o SET available_at = d.available_at FROM unnest($1, $2) AS d (id, available_at)
            WHERE o.id = d.id AND o.id = ANY ($1))
        SELECT pg_notify('messaging_outbox', '')
        """;

    // What sweepers have removed meanwhile does not come back.
    private const string Unfold = """
        WITH gone AS (DELETE FROM messaging.outbox WHERE id = $1 RETURNING created_at, attempts), unfolded AS (
            INSERT INTO messaging.outbox (id, message_id, destination, mandatory, content_type, body, headers, routing_key, correlation_id,
                time_to_live, available_at, created_at, attempts)
            SELECT u.*, gone.created_at, gone.attempts FROM gone, unnest($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) AS u)
        SELECT pg_notify('messaging_outbox', '')
        """;

    private const string NextAvailable = "SELECT min(available_at) FROM messaging.outbox";

    // By the index on available_at: what is due is in front, since nothing is hidden for long.
    private const string Statistics = """
        SELECT count(*) FILTER (WHERE at <= $1), count(*) FILTER (WHERE at > $1), min(at) FILTER (WHERE at <= $1)
        FROM (SELECT coalesce(due_at, created_at) AS at FROM messaging.outbox ORDER BY available_at LIMIT 10000) waiting
        """;

    public async ValueTask<IReadOnlyList<OutboxRow>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset hiddenUntil, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = await PrepareAsync(
            connection, Claim, cancellationToken, Timestamp(now), Timestamp(hiddenUntil), new NpgsqlParameter<int> { TypedValue = limit });
        var rows = new List<OutboxRow>();
        var bundles = new List<OutboxBundle>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                if (ReadBundle(reader, hiddenUntil) is { } bundle)
                    bundles.Add(bundle);
                else
                    rows.Add(Read(reader));
            }
        }

        // From here on each message has a row of its own, so that one that cannot be published does not make its neighbours go out again.
        foreach (var bundle in bundles)
        {
            await UnfoldAsync(connection, bundle, cancellationToken);
            rows.AddRange(bundle.LeftRows);
        }

        // RETURNING has no order of its own; ids are time-ordered.
        rows.Sort((left, right) => left.Id.CompareTo(right.Id));
        return rows;
    }

    public async ValueTask DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = await PrepareAsync(
            connection, Delete, cancellationToken, new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DeferAsync(IReadOnlyCollection<OutboxDeferral> rows, CancellationToken cancellationToken)
    {
        var times = rows.Select(row => row.AvailableAt.UtcDateTime).ToArray();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = await PrepareAsync(
            connection, Defer, cancellationToken, new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(row => row.Id)] },
            new NpgsqlParameter<DateTime[]> { TypedValue = times, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask UnfoldAsync(OutboxBundle bundle, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await UnfoldAsync(connection, bundle, cancellationToken);
    }

    public async ValueTask<DateTimeOffset?> ReadNextAvailableAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = await PrepareAsync(connection, NextAvailable, cancellationToken);
        return await command.ExecuteScalarAsync(cancellationToken) is DateTime at ? new DateTimeOffset(at, TimeSpan.Zero) : null;
    }

    public async ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = await PrepareAsync(connection, Statistics, cancellationToken, Timestamp(now));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new OutboxStatistics(
            reader.GetInt64(0), reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetFieldValue<DateTimeOffset>(2));
    }

    // Explicitly: it holds for the life of the pooled connection, and does not depend on what the connection string says.
    private static async ValueTask<NpgsqlCommand> PrepareAsync(
        NpgsqlConnection connection, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await command.PrepareAsync(cancellationToken);
        return command;
    }

    private static async ValueTask UnfoldAsync(NpgsqlConnection connection, OutboxBundle bundle, CancellationToken cancellationToken)
    {
        var messages = bundle.LeftRows.Select(row => row.Message).ToList();
        await using var command = await PrepareAsync(
            connection, Unfold, cancellationToken,
            new NpgsqlParameter<Guid> { TypedValue = bundle.Id },
            new NpgsqlParameter<Guid[]> { TypedValue = [.. bundle.LeftRows.Select(row => row.Id)] },
            Array(messages.Select(message => message.MessageId), NpgsqlDbType.Uuid),
            Array(messages.Select(message => message.Destination.ToString()), NpgsqlDbType.Text),
            Array(messages.Select(message => message.Mandatory), NpgsqlDbType.Boolean),
            Array(messages.Select(message => message.ContentType), NpgsqlDbType.Text),
            Array(messages.Select(message => message.Body.ToArray()), NpgsqlDbType.Bytea),
            Array(messages.Select(message => JsonSerializer.Serialize(message.Headers)), NpgsqlDbType.Text),
            Array(messages.Select(message => message.RoutingKey), NpgsqlDbType.Text),
            Array(messages.Select(message => message.CorrelationId), NpgsqlDbType.Uuid),
            Array(messages.Select(message => (long?)message.TimeToLive?.TotalMilliseconds), NpgsqlDbType.Bigint),
            Array(bundle.Left.Select(row => row.AvailableAt.UtcDateTime), NpgsqlDbType.TimestampTz));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<T[]> Array<T>(IEnumerable<T> values, NpgsqlDbType type) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | type };

    /// <summary>The messages of a bundle, all left; null for a row of one message, and for a bundle of a version that is unknown here.</summary>
    private static OutboxBundle? ReadBundle(NpgsqlDataReader reader, DateTimeOffset hiddenUntil)
    {
        if (reader.IsDBNull(14))
            return null;
        try
        {
            var rows = BundleFormat.Read(
                reader.GetFieldValue<byte[]>(14), reader.GetInt32(13), reader.GetFieldValue<DateTimeOffset>(12));
            var bundle = new OutboxBundle(reader.GetGuid(0), rows.Count);
            foreach (var row in rows)
                bundle.Release(row, hiddenUntil);
            return bundle;
        }
        catch (PackFormatException)
        {
            // It stays, and its address, which nobody can send to, says what it is whenever a sweeper tries.
            return null;
        }
    }

    private static NpgsqlParameter<DateTime> Timestamp(DateTimeOffset moment) =>
        new() { TypedValue = moment.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz };

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
