using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;
using Npgsql;
using NpgsqlTypes;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>
/// Saga instances in a table of Postgres. In a group to which an instance was announced, loading and writing touch only memory: the group
/// reads and writes for all. Elsewhere each call is a statement.
/// </summary>
internal sealed class PostgresSagaStore<TSaga>(NpgsqlDataSource source, SagaTable<TSaga> table) : ISagaStore<TSaga>, ISagaReader<TSaga>
    where TSaga : class, IDurableSaga
{
    // An instance with its document is a few kilobytes; more orders than this are seldom alive at once in one process.
    private const int CacheCapacity = 10_000;

    private readonly SagaCache<TSaga> _cache = new(CacheCapacity);
    private readonly SagaSql _sql = SagaSql.For(table);

    public void Announce(PostgresGroup group, Guid correlationId) => Part(group).Need(correlationId);

    public async ValueTask<TSaga?> LoadAsync(IDurableSession session, Guid correlationId, CancellationToken cancellationToken)
    {
        if (Entry(session, correlationId) is { } entry)
        {
            PostgresSession.From(session).OnRollback(entry.Remember());
            return entry.Read();
        }

        await using var command = Command(session, _sql.Load);
        command.Parameters.AddWithValue(correlationId);
        return (await ReadAsync(command, cancellationToken)).FirstOrDefault();
    }

    public async ValueTask<bool> InsertAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        if (Entry(session, saga.CorrelationId) is { } entry)
            return TryInsert(PostgresSession.From(session), entry, saga);
        saga.Version = 1;
        await using var command = Command(session, _sql.Insert);
        AddRow(command, saga, SagaDocument.Write(saga));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async ValueTask UpdateAsync(IDurableSession session, TSaga saga, string document, CancellationToken cancellationToken)
    {
        var loaded = saga.Version;
        if (Entry(session, saga.CorrelationId) is { } entry)
        {
            Replace(entry, saga, loaded, document);
            return;
        }

        saga.Version = loaded + 1;
        await using var command = Command(session, _sql.Update);
        AddRow(command, saga, document);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 1)
            return;
        saga.Version = loaded;
        throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, loaded);
    }

    public async ValueTask DeleteAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        if (Entry(session, saga.CorrelationId) is { } entry)
        {
            Check(entry, saga, saga.Version);
            entry.Version = 0;
            entry.Document = null;
            entry.Instance = null;
            return;
        }

        await using var command = Command(session, _sql.Delete);
        command.Parameters.AddWithValue(saga.CorrelationId);
        command.Parameters.AddWithValue(saga.Version);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1)
            throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, saga.Version);
    }

    public string? KnownDocument(IDurableSession session, Guid correlationId) => Entry(session, correlationId)?.Document;

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

    private static bool TryInsert(PostgresSession session, SagaEntry<TSaga> entry, TSaga saga)
    {
        if (entry.Document is not null)
            return false;
        session.OnRollback(entry.Remember());

        // After the one that was deleted in the same transaction, if any: a version is never used twice.
        saga.Version = Math.Max(entry.StoredVersion, entry.Version) + 1;
        Keep(entry, saga, SagaDocument.Write(saga));
        return true;
    }

    private static void Replace(SagaEntry<TSaga> entry, TSaga saga, int loaded, string document)
    {
        Check(entry, saga, loaded);
        saga.Version = loaded + 1;
        Keep(entry, saga, document);
    }

    private static void Keep(SagaEntry<TSaga> entry, TSaga saga, string document)
    {
        entry.Version = saga.Version;
        entry.Document = document;
        entry.Instance = saga;
    }

    private static void Check(SagaEntry<TSaga> entry, TSaga saga, int loaded)
    {
        if (entry.Document is null || entry.Version != loaded)
            throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, loaded);
    }

    private SagaGroupPart<TSaga> Part(PostgresGroup group) => group.Part(this, () => new SagaGroupPart<TSaga>(table, _sql, _cache));

    private SagaEntry<TSaga>? Entry(IDurableSession session, Guid correlationId) =>
        PostgresSession.From(session).FindPart<SagaGroupPart<TSaga>>(this)?.Find(correlationId);

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

    private void AddRow(NpgsqlCommand command, TSaga saga, string document)
    {
        command.Parameters.AddWithValue(saga.CorrelationId);
        command.Parameters.AddWithValue(saga.Version);
        Add(command, NpgsqlDbType.TimestampTz, saga.Deadline?.ToUniversalTime());
        Add(command, NpgsqlDbType.Text, document);
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
