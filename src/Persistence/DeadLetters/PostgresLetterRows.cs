using System.Text.Json;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Rows of <c>messaging.dead_letters</c>, read and written.</summary>
internal static class PostgresLetterRows
{
    public const string Select = """
        SELECT id, message_id, endpoint, message_type, content_type, correlation_id, body, headers, reason, exception_type, exception,
            attempts, received_at, status, first_failed_at, last_failed_at, retried_at, retry_count, discarded_at, discard_reason
        FROM messaging.dead_letters
        """;

    private const string Insert = """
        INSERT INTO messaging.dead_letters (id, message_id, endpoint, message_type, content_type, correlation_id, body, headers, reason,
            exception_type, exception, attempts, received_at, status, first_failed_at, last_failed_at, retry_count)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'Open', $13, $13, 0) ON CONFLICT DO NOTHING
        """;

    private const string Failed = """
        UPDATE messaging.dead_letters SET status = 'Open', attempts = $2, reason = $3, exception_type = $4, exception = $5,
            last_failed_at = $6, discarded_at = NULL, discard_reason = NULL
        WHERE id = $1
        """;

    /// <summary>Inserts a letter; false when there is one with this id, or of this endpoint and message id.</summary>
    public static async ValueTask<bool> TryInsertAsync(PostgresSession session, DeadLetter letter, CancellationToken cancellationToken)
    {
        await using var command = Command(session, Insert);
        Add(command, NpgsqlDbType.Uuid, letter.Id);
        Add(command, NpgsqlDbType.Uuid, letter.MessageId);
        Add(command, NpgsqlDbType.Text, letter.Endpoint);
        Add(command, NpgsqlDbType.Text, letter.MessageType);
        Add(command, NpgsqlDbType.Text, letter.ContentType);
        Add(command, NpgsqlDbType.Uuid, letter.CorrelationId);
        Add(command, NpgsqlDbType.Bytea, letter.Body);
        Add(command, NpgsqlDbType.Jsonb, JsonSerializer.Serialize(letter.Headers));
        Add(command, NpgsqlDbType.Text, letter.Reason);
        Add(command, NpgsqlDbType.Text, letter.ExceptionType);
        Add(command, NpgsqlDbType.Text, letter.Exception);
        Add(command, NpgsqlDbType.Integer, letter.Attempts);
        Add(command, NpgsqlDbType.TimestampTz, letter.ReceivedAt.ToUniversalTime());
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>Writes what <see cref="LedgerRules.Again"/> changes.</summary>
    public static async ValueTask WriteFailureAsync(PostgresSession session, KeptDeadLetter kept, CancellationToken cancellationToken)
    {
        await using var command = Command(session, Failed);
        Add(command, NpgsqlDbType.Uuid, kept.Letter.Id);
        Add(command, NpgsqlDbType.Integer, kept.Letter.Attempts);
        Add(command, NpgsqlDbType.Text, kept.Letter.Reason);
        Add(command, NpgsqlDbType.Text, kept.Letter.ExceptionType);
        Add(command, NpgsqlDbType.Text, kept.Letter.Exception);
        Add(command, NpgsqlDbType.TimestampTz, kept.LastFailedAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Reads one letter and keeps others from changing it until the session ends.</summary>
    public static async ValueTask<KeptDeadLetter?> LockAsync(PostgresSession session, Guid id, CancellationToken cancellationToken)
    {
        await using var command = Command(session, $"{Select} WHERE id = $1 FOR UPDATE");
        Add(command, NpgsqlDbType.Uuid, id);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    /// <summary>The same by endpoint and message id.</summary>
    public static async ValueTask<KeptDeadLetter?> LockAsync(
        PostgresSession session, string endpoint, Guid messageId, CancellationToken cancellationToken)
    {
        await using var command = Command(session, $"{Select} WHERE endpoint = $1 AND message_id = $2 FOR UPDATE");
        Add(command, NpgsqlDbType.Text, endpoint);
        Add(command, NpgsqlDbType.Uuid, messageId);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public static async ValueTask<List<KeptDeadLetter>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var letters = new List<KeptDeadLetter>();
        while (await reader.ReadAsync(cancellationToken))
            letters.Add(Read(reader));
        return letters;
    }

    public static NpgsqlCommand Command(PostgresSession session, string text) => new(text, session.Connection, session.Transaction);

    public static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });

    private static KeptDeadLetter Read(NpgsqlDataReader reader) => new()
    {
        Letter = new DeadLetter
        {
            Id = reader.GetGuid(0),
            MessageId = Value<Guid>(reader, 1),
            Endpoint = reader.GetString(2),
            MessageType = Text(reader, 3),
            ContentType = Text(reader, 4),
            CorrelationId = Value<Guid>(reader, 5),
            Body = reader.GetFieldValue<byte[]>(6),
            Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(7)) ?? [],
            Reason = reader.GetString(8),
            ExceptionType = Text(reader, 9),
            Exception = Text(reader, 10),
            Attempts = reader.GetInt32(11),
            ReceivedAt = reader.GetFieldValue<DateTimeOffset>(12),
        },
        Status = Enum.Parse<DeadLetterStatus>(reader.GetString(13)),
        FirstFailedAt = reader.GetFieldValue<DateTimeOffset>(14),
        LastFailedAt = reader.GetFieldValue<DateTimeOffset>(15),
        RetriedAt = Value<DateTimeOffset>(reader, 16),
        RetryCount = reader.GetInt32(17),
        DiscardedAt = Value<DateTimeOffset>(reader, 18),
        DiscardReason = Text(reader, 19),
    };

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static T? Value<T>(NpgsqlDataReader reader, int column)
        where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}
