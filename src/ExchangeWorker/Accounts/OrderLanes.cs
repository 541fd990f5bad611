namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>
/// Work on one order goes one after the other, work on different orders side by side. Holds entries for busy orders only.
/// </summary>
internal sealed class OrderLanes
{
    private readonly Dictionary<Guid, Lane> _lanes = [];

    /// <summary>Waits for the order's lane.</summary>
    public async Task<IDisposable> EnterAsync(Guid orderId, CancellationToken cancellationToken)
    {
        var lane = Reserve(orderId);
        try
        {
            await lane.Gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Leave(orderId, lane, entered: false);
            throw;
        }

        return new Stay(this, orderId, lane);
    }

    /// <summary>Takes the order's lane if it is free; null if somebody works on the order.</summary>
    public IDisposable? TryEnter(Guid orderId)
    {
        lock (_lanes)
        {
            if (_lanes.ContainsKey(orderId))
                return null;
            var lane = new Lane(new SemaphoreSlim(0, 1)) { Users = 1 };
            _lanes.Add(orderId, lane);
            return new Stay(this, orderId, lane);
        }
    }

    private Lane Reserve(Guid orderId)
    {
        lock (_lanes)
        {
            if (!_lanes.TryGetValue(orderId, out var lane))
                _lanes.Add(orderId, lane = new Lane(new SemaphoreSlim(1, 1)));
            lane.Users++;
            return lane;
        }
    }

    private void Leave(Guid orderId, Lane lane, bool entered)
    {
        lock (_lanes)
        {
            if (entered)
                lane.Gate.Release();
            if (--lane.Users > 0)
                return;
            _lanes.Remove(orderId);
            lane.Gate.Dispose();
        }
    }

    private sealed class Lane(SemaphoreSlim gate)
    {
        public SemaphoreSlim Gate { get; } = gate;

        public int Users { get; set; }
    }

    private sealed class Stay(OrderLanes lanes, Guid orderId, Lane lane) : IDisposable
    {
        private bool _left;

        public void Dispose()
        {
            if (_left)
                return;
            _left = true;
            lanes.Leave(orderId, lane, entered: true);
        }
    }
}
