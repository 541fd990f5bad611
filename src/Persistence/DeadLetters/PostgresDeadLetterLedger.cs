using System.Text.Json;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>The ledger in <c>messaging.dead_letters</c>.</summary>
internal sealed class PostgresDeadLetterLedger(NpgsqlDataSource source) : IDeadLetterLedger
{
    private const string Insert = """
        INSERT INTO messaging.dead_letters (id, message_id, endpoint, message_type, body, headers, reason, exception, received_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING
        """;

    private const string List = """
        SELECT id, message_id, endpoint, message_type, body, headers, reason, exception, received_at
        FROM messaging.dead_letters ORDER BY received_at DESC LIMIT $1
        """;

    public async ValueTask RecordAsync(IDurableSession session, DeadLetter deadLetter, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        await using var command = new NpgsqlCommand(Insert, postgres.Connection, postgres.Transaction);
        Add(command, NpgsqlDbType.Uuid, deadLetter.Id);
        Add(command, NpgsqlDbType.Uuid, deadLetter.MessageId);
        Add(command, NpgsqlDbType.Text, deadLetter.Endpoint);
        Add(command, NpgsqlDbType.Text, deadLetter.MessageType);
        Add(command, NpgsqlDbType.Bytea, deadLetter.Body);
        Add(command, NpgsqlDbType.Jsonb, JsonSerializer.Serialize(deadLetter.Headers));
        Add(command, NpgsqlDbType.Text, deadLetter.Reason);
        Add(command, NpgsqlDbType.Text, deadLetter.Exception);
        Add(command, NpgsqlDbType.TimestampTz, deadLetter.ReceivedAt.ToUniversalTime());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask<IReadOnlyList<DeadLetter>> ListAsync(int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        await using var command = source.CreateCommand(List);
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var kept = new List<DeadLetter>();
        while (await reader.ReadAsync(cancellationToken))
        {
            kept.Add(new DeadLetter
            {
                Id = reader.GetGuid(0),
                MessageId = reader.IsDBNull(1) ? null : reader.GetGuid(1),
                Endpoint = reader.GetString(2),
                MessageType = reader.IsDBNull(3) ? null : reader.GetString(3),
                Body = reader.GetFieldValue<byte[]>(4),
                Headers = JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(5)) ?? [],
                Reason = reader.GetString(6),
                Exception = reader.IsDBNull(7) ? null : reader.GetString(7),
                ReceivedAt = reader.GetFieldValue<DateTimeOffset>(8),
            });
        }

        return kept;
    }

    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) =>
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value ?? DBNull.Value });
}
