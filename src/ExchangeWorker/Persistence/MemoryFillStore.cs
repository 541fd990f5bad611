using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Fills in process memory; the session's store-wide lock guards them.</summary>
internal sealed class MemoryFillStore : IFillStore
{
    private readonly Dictionary<(string Venue, string Symbol, long TradeId, string VenueOrderId), Fill> _fills = [];

    public ValueTask<bool> TryAddAsync(IDurableSession session, Fill fill, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var key = (fill.Venue, fill.Symbol, fill.TradeId, fill.VenueOrderId);
        if (!_fills.TryAdd(key, fill))
            return ValueTask.FromResult(false);
        memory.OnRollback(() => _fills.Remove(key));
        return ValueTask.FromResult(true);
    }

    public ValueTask<IReadOnlyList<Fill>> ListAsync(IDurableSession session, string clientOrderId, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult<IReadOnlyList<Fill>>(
            [.. _fills.Values.Where(fill => fill.ClientOrderId == clientOrderId).OrderBy(fill => fill.TradeId)]);
    }
}
