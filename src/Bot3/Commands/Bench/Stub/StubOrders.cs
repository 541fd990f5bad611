using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>The last orders of the stub, for who asks about them. The oldest is forgotten when it is full.</summary>
internal sealed class StubOrders
{
    // Reconciliation asks about orders of the last seconds only.
    private const int Capacity = 16_384;

    private readonly Lock _lock = new();
    private readonly Queue<(VenueOrder Order, VenueTrade Trade)> _age = new(Capacity);
    private readonly Dictionary<string, (VenueOrder Order, VenueTrade Trade)> _byClientId = new(Capacity, StringComparer.Ordinal);
    private readonly Dictionary<string, VenueTrade> _byVenueId = new(Capacity, StringComparer.Ordinal);

    /// <summary>Remembers an order.</summary>
    /// <param name="order">The filled order.</param>
    /// <param name="trade">Its only trade.</param>
    public void Keep(VenueOrder order, VenueTrade trade)
    {
        lock (_lock)
        {
            if (_age.Count == Capacity)
            {
                var oldest = _age.Dequeue();
                _byClientId.Remove(oldest.Order.ClientOrderId);
                _byVenueId.Remove(oldest.Order.VenueOrderId);
            }

            _age.Enqueue((order, trade));
            _byClientId[order.ClientOrderId] = (order, trade);
            _byVenueId[order.VenueOrderId] = trade;
        }
    }

    /// <summary>Looks an order up; null when it is unknown or forgotten.</summary>
    /// <param name="clientOrderId">The client order id.</param>
    public (VenueOrder Order, VenueTrade Trade)? Find(string clientOrderId)
    {
        lock (_lock)
            return _byClientId.TryGetValue(clientOrderId, out var found) ? found : null;
    }

    /// <summary>Looks a trade up by its order; null when it is unknown or forgotten.</summary>
    /// <param name="venueOrderId">The venue's order id.</param>
    public VenueTrade? FindTrade(string venueOrderId)
    {
        lock (_lock)
            return _byVenueId.GetValueOrDefault(venueOrderId);
    }
}
