using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>
/// The reports that were handed on of late, by pair, order and execution id (the venue numbers orders by pair): what two connections tell
/// while one takes over from the other is handed on once. Bounded; thread-safe. What is forgotten costs nothing: facts are told once anyway.
/// </summary>
internal sealed class RecentReports
{
    private const int Max = 8192;

    private readonly HashSet<(string Symbol, string Order, long Execution)> _known = [];
    private readonly Queue<(string Symbol, string Order, long Execution)> _order = new();
    private readonly Lock _lock = new();

    /// <summary>Whether a report was not handed on before; from now on it was.</summary>
    /// <param name="reported">The report; without an execution id it always is.</param>
    public bool IsNew(VenueStreamEvent.OrderReported reported)
    {
        if (reported.ExecutionId is not { } execution)
            return true;
        lock (_lock)
        {
            var key = (reported.Order.Symbol, reported.Order.VenueOrderId, execution);
            if (!_known.Add(key))
                return false;
            _order.Enqueue(key);
            if (_order.Count > Max)
                _known.Remove(_order.Dequeue());
            return true;
        }
    }
}
