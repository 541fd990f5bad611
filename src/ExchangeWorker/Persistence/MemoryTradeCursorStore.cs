using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Trade cursors in process memory; the session's store-wide lock guards them.</summary>
internal sealed class MemoryTradeCursorStore : ITradeCursorStore
{
    private readonly Dictionary<(string Account, string Symbol), long> _cursors = [];

    public ValueTask<long?> GetAsync(IDurableSession session, string account, string symbol, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult<long?>(_cursors.TryGetValue((account, symbol), out var tradeId) ? tradeId : null);
    }

    public ValueTask AdvanceAsync(IDurableSession session, string account, string symbol, long tradeId, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var key = (account, symbol);
        var known = _cursors.TryGetValue(key, out var before);
        if (known && before >= tradeId)
            return ValueTask.CompletedTask;
        _cursors[key] = tradeId;
        memory.OnRollback(() =>
        {
            if (known)
                _cursors[key] = before;
            else
                _cursors.Remove(key);
        });
        return ValueTask.CompletedTask;
    }
}
