using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>The audit trail in Postgres, table <c>orders.audit_trail</c>.</summary>
/// <param name="source">Connections for reading; rows are written through the session's.</param>
internal sealed class PostgresAuditTrail(NpgsqlDataSource source) : IAuditTrail
{
    private const string Insert =
        """
        INSERT INTO orders.audit_trail
            (order_id, sequence, from_status, to_status, event, outcome, late, cause, data, occurred_at, recorded_at, message_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """;

    private const string Select =
        """
        SELECT sequence, from_status, to_status, event, outcome, late, cause, data, occurred_at, recorded_at, message_id
        FROM orders.audit_trail WHERE order_id = $1 ORDER BY sequence LIMIT $2
        """;

    /// <inheritdoc />
    public async ValueTask AppendAsync(IDurableSession session, AuditEntry entry, CancellationToken cancellationToken)
    {
        var postgres = PostgresSession.From(session);
        await using var command = new NpgsqlCommand(Insert, postgres.Connection, postgres.Transaction);
        command.Parameters.AddWithValue(entry.OrderId);
        command.Parameters.AddWithValue(entry.Sequence);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)entry.From?.ToString() ?? DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.AddWithValue(entry.To.ToString());
        command.Parameters.AddWithValue(entry.Event);
        command.Parameters.AddWithValue(entry.Outcome.ToString());
        command.Parameters.AddWithValue(entry.Late);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)entry.Cause ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter { Value = entry.Data, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.AddWithValue(entry.OccurredAt.ToUniversalTime());
        command.Parameters.AddWithValue(entry.RecordedAt.ToUniversalTime());
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)entry.MessageId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(Guid orderId, int limit, CancellationToken cancellationToken)
    {
        AuditLimit.Check(limit);
        await using var command = source.CreateCommand(Select);
        command.Parameters.AddWithValue(orderId);
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<AuditEntry>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(Read(orderId, reader));
        return rows;
    }

    private static AuditEntry Read(Guid orderId, NpgsqlDataReader reader) => new()
    {
        OrderId = orderId,
        Sequence = reader.GetInt32(0),
        From = reader.IsDBNull(1) ? null : Enum.Parse<OrderStatus>(reader.GetString(1)),
        To = Enum.Parse<OrderStatus>(reader.GetString(2)),
        Event = reader.GetString(3),
        Outcome = Enum.Parse<AuditOutcome>(reader.GetString(4)),
        Late = reader.GetBoolean(5),
        Cause = reader.IsDBNull(6) ? null : reader.GetString(6),
        Data = reader.GetString(7),
        OccurredAt = reader.GetFieldValue<DateTimeOffset>(8),
        RecordedAt = reader.GetFieldValue<DateTimeOffset>(9),
        MessageId = reader.IsDBNull(10) ? null : reader.GetGuid(10),
    };
}
