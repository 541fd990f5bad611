using Bot3.Messaging.Contracts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>The audit trail in process memory, for the demo and fast tests.</summary>
/// <param name="store">Whose lock guards the rows.</param>
internal sealed class MemoryAuditTrail(MemoryDurableStore store) : IAuditTrail
{
    private readonly Dictionary<Guid, List<AuditEntry>> _rows = [];

    /// <inheritdoc />
    public ValueTask AppendAsync(IDurableSession session, AuditEntry entry, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        if (!_rows.TryGetValue(entry.OrderId, out var rows))
            _rows.Add(entry.OrderId, rows = []);
        if (rows.Exists(row => row.Sequence == entry.Sequence))
            throw new InvalidOperationException($"Audit trail of {entry.OrderId} has a row {entry.Sequence} already.");
        rows.Add(entry);
        memory.OnRollback(() => rows.Remove(entry));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(Guid orderId, int limit, CancellationToken cancellationToken)
    {
        AuditLimit.Check(limit);
        return store.ReadAsync<IReadOnlyList<AuditEntry>>(
            () => _rows.TryGetValue(orderId, out var rows) ? [.. rows.OrderBy(row => row.Sequence).Take(limit)] : [], cancellationToken);
    }

    /// <summary>All orders that have a trail.</summary>
    public ValueTask<IReadOnlyList<Guid>> OrdersAsync(CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<Guid>>(() => [.. _rows.Keys], cancellationToken);

    /// <summary>Counts the orders whose last row left them in a status.</summary>
    public ValueTask<long> CountAsync(OrderStatus status, CancellationToken cancellationToken) =>
        store.ReadAsync(() => _rows.Values.LongCount(rows => rows.Count > 0 && rows[^1].To == status), cancellationToken);
}
