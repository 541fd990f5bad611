using Npgsql;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Remembered deliveries in <c>messaging.inbox</c>.</summary>
internal sealed class PostgresInboxRows(NpgsqlDataSource source) : IInboxRows
{
    private const string Forget = """
        DELETE FROM messaging.inbox WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM messaging.inbox WHERE received_at < $1 ORDER BY received_at LIMIT $2 FOR UPDATE SKIP LOCKED))
        """;

    public async ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(Forget);
        command.Parameters.AddWithValue(before.ToUniversalTime());
        command.Parameters.AddWithValue(limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
