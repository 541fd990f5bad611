using Bot3.Messaging.Persistence.Groups;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Remembered deliveries in <c>messaging.inbox</c>.</summary>
internal sealed class PostgresInboxRows(NpgsqlDataSource source) : IInboxRows
{
    /// <summary>Which of some messages a consumer has handled.</summary>
    // Each id is looked up by the whole key. OFFSET 0 keeps the planner from turning that round: a plan from a time when the table was
    // small would go through all that the consumer has ever seen, for every group.
    public const string Known = """
        SELECT i.message_id FROM unnest($2) AS k (id)
        CROSS JOIN LATERAL (SELECT message_id FROM messaging.inbox WHERE consumer = $1 AND message_id = k.id OFFSET 0) i
        """;

    private const string Forget = """
        DELETE FROM messaging.inbox WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM messaging.inbox WHERE received_at < $1 ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    // In one order everywhere, so that two processes with the same messages wait for each other instead of locking each other out.
    public static BulkStatement Insert { get; } = new(
        BulkOrder.Insert,
        "INSERT INTO messaging.inbox (consumer, message_id, received_at) SELECT * FROM unnest($1, $2, $3) AS handled (consumer, id, at) "
            + "ORDER BY consumer, id",
        [NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz]);

    public async ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Forget);
        command.Parameters.AddWithValue(before.ToUniversalTime());
        command.Parameters.AddWithValue(limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
