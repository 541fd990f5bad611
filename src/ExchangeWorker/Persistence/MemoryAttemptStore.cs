using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Attempts in process memory; the session's store-wide lock guards them.</summary>
internal sealed class MemoryAttemptStore : IAttemptStore
{
    private readonly Dictionary<string, Attempt> _attempts = new(StringComparer.Ordinal);

    public ValueTask<bool> TryAddAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var held = attempt.HoldsSlice && _attempts.Values.Any(
            other => other.HoldsSlice && other.OrderId == attempt.OrderId && other.Slice == attempt.Slice);
        if (held || !_attempts.TryAdd(attempt.ClientOrderId, attempt))
            return ValueTask.FromResult(false);
        memory.OnRollback(() => _attempts.Remove(attempt.ClientOrderId));
        return ValueTask.FromResult(true);
    }

    public ValueTask UpdateAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var before = _attempts[attempt.ClientOrderId];
        _attempts[attempt.ClientOrderId] = attempt;
        memory.OnRollback(() => _attempts[attempt.ClientOrderId] = before);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Attempt?> LockAsync(IDurableSession session, string account, string clientOrderId, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        var found = _attempts.GetValueOrDefault(clientOrderId);
        return ValueTask.FromResult(found?.Account == account ? found : null);
    }

    public ValueTask<Attempt?> LockByVenueOrderAsync(
        IDurableSession session, string account, string symbol, string venueOrderId, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult(_attempts.Values.FirstOrDefault(
            attempt => attempt.Account == account && attempt.Symbol == symbol && attempt.VenueOrderId == venueOrderId));
    }

    public ValueTask<Attempt?> FindSliceHolderAsync(IDurableSession session, Guid orderId, int slice, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult(_attempts.Values.FirstOrDefault(
            attempt => attempt.HoldsSlice && attempt.OrderId == orderId && attempt.Slice == slice));
    }

    public ValueTask<IReadOnlyList<Attempt>> ListUnsettledAsync(
        IDurableSession session, string account, int limit, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult<IReadOnlyList<Attempt>>(
            [.. _attempts.Values.Where(attempt => attempt.Account == account && !attempt.State.IsFinal()).OrderBy(
                attempt => attempt.StoredAt).Take(limit)]);
    }

    public ValueTask<IReadOnlyList<Attempt>> ListDueAsync(
        IDurableSession session, string account, DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult<IReadOnlyList<Attempt>>(
            [.. _attempts.Values.Where(attempt => attempt.Account == account && attempt.NextQueryAt <= now).OrderBy(
                attempt => attempt.NextQueryAt).Take(limit)]);
    }
}
