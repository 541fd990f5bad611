using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Saga instances in a table of Postgres.</summary>
internal sealed class PostgresSagaStore<TSaga>(NpgsqlDataSource source, SagaTable<TSaga> table) : ISagaStore<TSaga>, ISagaReader<TSaga>
    where TSaga : class, IDurableSaga
{
    private readonly SagaSql _sql = SagaSql.For(table);

    public async ValueTask<TSaga?> LoadAsync(IDurableSession session, Guid correlationId, CancellationToken cancellationToken)
    {
        await using var command = Command(session, _sql.Load);
        command.Parameters.AddWithValue(correlationId);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public async ValueTask<bool> InsertAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        saga.Version = 1;
        await using var command = Command(session, _sql.Insert);
        AddRow(command, saga);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask UpdateAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        var loaded = saga.Version;
        saga.Version = loaded + 1;
        await using var command = Command(session, _sql.Update);
        AddRow(command, saga);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
            return;
        saga.Version = loaded;
        throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, loaded);
    }

    public async ValueTask DeleteAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        await using var command = Command(session, _sql.Delete);
        command.Parameters.AddWithValue(saga.CorrelationId);
        command.Parameters.AddWithValue(saga.Version);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, saga.Version);
    }

    public async ValueTask<TSaga?> FindAsync(Guid correlationId, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(_sql.Find);
        command.Parameters.AddWithValue(correlationId);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public async ValueTask<IReadOnlyList<TSaga>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        await using var command = source.CreateCommand(_sql.ListDue);
        command.Parameters.AddWithValue(now.ToUniversalTime());
        command.Parameters.AddWithValue(limit);
        return await ReadAsync(command, cancellationToken);
    }

    private static NpgsqlCommand Command(IDurableSession session, string sql)
    {
        var postgres = PostgresSession.From(session);
        return new NpgsqlCommand(sql, postgres.Connection, postgres.Transaction);
    }

    private static async ValueTask<List<TSaga>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var sagas = new List<TSaga>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            sagas.Add(SagaDocument.Read<TSaga>(reader.GetString(1), reader.GetInt32(0)));
        return sagas;
    }

    private void AddRow(NpgsqlCommand command, TSaga saga)
    {
        command.Parameters.AddWithValue(saga.CorrelationId);
        command.Parameters.AddWithValue(saga.Version);
        Add(command, NpgsqlDbType.TimestampTz, saga.Deadline?.ToUniversalTime());
        Add(command, NpgsqlDbType.Jsonb, SagaDocument.Write(saga));
        foreach (var column in table.Columns)
            Add(command, column.Type, column.Value(saga));
    }

    // Postgres takes only instants in UTC.
    private static void Add(NpgsqlCommand command, NpgsqlDbType type, object? value) => command.Parameters.Add(new NpgsqlParameter
    {
        NpgsqlDbType = type,
        Value = value is DateTimeOffset time ? time.ToUniversalTime() : value ?? DBNull.Value,
    });
}
