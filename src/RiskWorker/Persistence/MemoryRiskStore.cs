using Bot3.Messaging.Persistence.Sessions;
using Bot3.Messaging.RiskWorker.Decisions;
using Bot3.Messaging.RiskWorker.Portfolio;
using Bot3.Messaging.RiskWorker.Reservations;

namespace Bot3.Messaging.RiskWorker.Persistence;

/// <summary>Risk's rows in memory; a memory session holds the store-wide lock, so plain collections suffice.</summary>
internal sealed class MemoryRiskStore : IRiskStore
{
    private readonly Dictionary<Guid, StoredDecision> _decisions = [];
    private readonly Dictionary<Guid, Reservation> _reservations = [];
    private readonly Dictionary<(string Venue, string Symbol, string TradeId, string VenueOrderId), StoredFill> _fills = [];
    private readonly List<StoredFill> _applied = [];
    private readonly Dictionary<(string Account, string StrategyId, string Symbol), StoredPosition> _positions = [];

    public ValueTask LockAccountAsync(IDurableSession session, string account, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.CompletedTask;
    }

    public ValueTask<StoredDecision?> FindDecisionAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.FromResult(_decisions.GetValueOrDefault(orderId));
    }

    public ValueTask AddDecisionAsync(
        IDurableSession session, StoredDecision decision, Reservation? reservation, CancellationToken cancellationToken)
    {
        var memory = Memory(session);
        if (!_decisions.TryAdd(decision.OrderId, decision))
            throw new InvalidOperationException($"Order {decision.OrderId} has a decision already.");
        memory.OnRollback(() => _decisions.Remove(decision.OrderId));
        if (reservation is not null)
            Put(memory, _reservations, reservation.OrderId, reservation);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Reservation>> ListOpenReservationsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.FromResult<IReadOnlyList<Reservation>>(
            [.. _reservations.Values.Where(reservation => reservation.Account == account && reservation.Remaining > 0)]);
    }

    public ValueTask<Reservation?> FindReservationAsync(IDurableSession session, Guid orderId, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.FromResult(_reservations.GetValueOrDefault(orderId));
    }

    public ValueTask UpdateReservationAsync(IDurableSession session, Reservation reservation, CancellationToken cancellationToken)
    {
        var memory = Memory(session);
        if (!_reservations.ContainsKey(reservation.OrderId))
            throw new InvalidOperationException($"The reservation of order {reservation.OrderId} does not exist.");
        Put(memory, _reservations, reservation.OrderId, reservation);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryAddFillAsync(IDurableSession session, StoredFill fill, CancellationToken cancellationToken)
    {
        var memory = Memory(session);
        var key = (fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId);
        if (!_fills.TryAdd(key, fill))
            return ValueTask.FromResult(false);
        _applied.Add(fill);
        memory.OnRollback(() =>
        {
            _fills.Remove(key);
            _applied.RemoveAt(_applied.Count - 1);
        });
        return ValueTask.FromResult(true);
    }

    public ValueTask<IReadOnlyList<StoredFill>> ListFillsAsync(IDurableSession session, string account, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.FromResult<IReadOnlyList<StoredFill>>([.. _applied.Where(fill => fill.Account == account)]);
    }

    public ValueTask<IReadOnlyList<StoredPosition>> ListPositionsAsync(
        IDurableSession session, string account, CancellationToken cancellationToken)
    {
        _ = Memory(session);
        return ValueTask.FromResult<IReadOnlyList<StoredPosition>>(
        [
            .. _positions.Values.Where(position => position.Account == account)
                .OrderBy(position => position.StrategyId, StringComparer.Ordinal).ThenBy(position => position.Symbol, StringComparer.Ordinal),
        ]);
    }

    public ValueTask PutPositionAsync(IDurableSession session, StoredPosition position, CancellationToken cancellationToken)
    {
        Put(Memory(session), _positions, (position.Account, position.StrategyId, position.Symbol), position);
        return ValueTask.CompletedTask;
    }

    private static void Put<TKey, TValue>(MemorySession session, Dictionary<TKey, TValue> rows, TKey key, TValue value)
        where TKey : notnull
    {
        var existed = rows.TryGetValue(key, out var before);
        rows[key] = value;
        session.OnRollback(() =>
        {
            if (existed)
                rows[key] = before!;
            else
                rows.Remove(key);
        });
    }

    private static MemorySession Memory(IDurableSession session)
        => session as MemorySession
            ?? throw new ArgumentException(
                $"session was a {session.GetType().Name}; the memory risk store needs a MemorySession.", nameof(session));
}
