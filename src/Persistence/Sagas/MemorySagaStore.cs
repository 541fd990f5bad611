using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.Persistence.Sagas;

/// <summary>Saga instances in process memory.</summary>
internal sealed class MemorySagaStore<TSaga>(MemoryDurableStore store) : ISagaStore<TSaga>, ISagaReader<TSaga>
    where TSaga : class, IDurableSaga
{
    private readonly Dictionary<Guid, Row> _rows = [];

    public ValueTask<TSaga?> LoadAsync(IDurableSession session, Guid correlationId, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult(_rows.TryGetValue(correlationId, out var row) ? row.ToSaga() : null);
    }

    public ValueTask<bool> InsertAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        if (_rows.ContainsKey(saga.CorrelationId))
            return ValueTask.FromResult(false);
        saga.Version = 1;
        var correlationId = saga.CorrelationId;
        _rows.Add(correlationId, Row.Of(saga));
        memory.OnRollback(() => _rows.Remove(correlationId));
        return ValueTask.FromResult(true);
    }

    public ValueTask UpdateAsync(IDurableSession session, TSaga saga, string document, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var before = Current(saga);
        saga.Version++;
        _rows[saga.CorrelationId] = new Row(saga.Version, saga.Deadline, document);
        var correlationId = saga.CorrelationId;
        memory.OnRollback(() => _rows[correlationId] = before);
        return ValueTask.CompletedTask;
    }

    public ValueTask DeleteAsync(IDurableSession session, TSaga saga, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var before = Current(saga);
        var correlationId = saga.CorrelationId;
        _rows.Remove(correlationId);
        memory.OnRollback(() => _rows[correlationId] = before);
        return ValueTask.CompletedTask;
    }

    public ValueTask<TSaga?> FindAsync(Guid correlationId, CancellationToken cancellationToken) =>
        store.ReadAsync(() => _rows.TryGetValue(correlationId, out var row) ? row.ToSaga() : null, cancellationToken);

    public ValueTask<IReadOnlyList<TSaga>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        ListLimit.Check(limit);
        return store.ReadAsync<IReadOnlyList<TSaga>>(
            () => _rows.Values.Where(row => row.Deadline <= now).OrderBy(row => row.Deadline).Take(limit).Select(row => row.ToSaga()).ToList(),
            cancellationToken);
    }

    private Row Current(TSaga saga) => _rows.TryGetValue(saga.CorrelationId, out var row) && row.Version == saga.Version
        ? row
        : throw SagaConcurrencyException.Of(typeof(TSaga), saga.CorrelationId, saga.Version);

    private sealed record Row(int Version, DateTimeOffset? Deadline, string Document)
    {
        public static Row Of(TSaga saga) => new(saga.Version, saga.Deadline, SagaDocument.Write(saga));

        public TSaga ToSaga() => SagaDocument.Read<TSaga>(Document, Version);
    }
}
