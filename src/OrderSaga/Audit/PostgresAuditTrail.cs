using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>The audit trail in Postgres, table <c>orders.audit_trail</c>.</summary>
/// <param name="source">Connections for reading; rows are written through the session's.</param>
internal sealed class PostgresAuditTrail(NpgsqlDataSource source) : IAuditTrail
{
    private static readonly BulkStatement Insert = new(
        BulkOrder.Insert,
        """
        INSERT INTO orders.audit_trail
            (order_id, sequence, from_status, to_status, event, outcome, late, cause, data, occurred_at, recorded_at, message_id)
        SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        """,
        [
            NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Boolean, NpgsqlDbType.Text, NpgsqlDbType.Jsonb, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz,
            NpgsqlDbType.Uuid,
        ]);

    private const string Select =
        """
        SELECT sequence, from_status, to_status, event, outcome, late, cause, data, occurred_at, recorded_at, message_id
        FROM orders.audit_trail WHERE order_id = $1 ORDER BY sequence LIMIT $2
        """;

    /// <inheritdoc />
    public ValueTask AppendAsync(IDurableSession session, AuditEntry entry, CancellationToken cancellationToken)
    {
        PostgresSession.From(session).Write(
            Insert, entry.OrderId, entry.Sequence, entry.From?.ToString(), entry.To.ToString(), entry.Event, entry.Outcome.ToString(),
            entry.Late, entry.Cause, entry.Data, entry.OccurredAt, entry.RecordedAt, entry.MessageId);
        return ValueTask.CompletedTask;
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
