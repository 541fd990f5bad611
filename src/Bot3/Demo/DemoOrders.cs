using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>
/// What the sample strategies know of their orders: what they submitted, and what <see cref="OrderStatusChanged"/> has told them since.
/// Nothing here asks the saga.
/// </summary>
/// <param name="logger">Tells of events out of sequence.</param>
internal sealed class DemoOrders(ILogger<DemoOrders> logger) : IConsumer<OrderStatusChanged>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, DemoOrder> _orders = [];
    private readonly List<Guid> _inOrder = [];

    /// <summary>Raised when an order moves, outside of any lock.</summary>
    public event Action<DemoOrder>? Changed;

    /// <summary>All orders, the oldest first.</summary>
    public IReadOnlyList<DemoOrder> All
    {
        get
        {
            lock (_lock)
                return [.. _inOrder.Select(id => _orders[id])];
        }
    }

    /// <summary>Notes an order before it is sent, so that no answer comes too early.</summary>
    /// <param name="order">The order.</param>
    public void Add(SubmitOrder order)
    {
        lock (_lock)
        {
            _orders.Add(order.OrderId, new DemoOrder(order, Last: null, CancelAsked: false));
            _inOrder.Add(order.OrderId);
        }
    }

    /// <summary>Notes that an order's cancel is asked for.</summary>
    /// <param name="orderId">The order.</param>
    public void AskedToCancel(Guid orderId)
    {
        lock (_lock)
            _orders[orderId] = _orders[orderId] with { CancelAsked = true };
    }

    /// <inheritdoc />
    public Task Consume(ConsumeContext<OrderStatusChanged> context)
    {
        Hear(context.Message);
        return Task.CompletedTask;
    }

    /// <summary>Takes one event; an older one than the last known tells nothing.</summary>
    /// <param name="changed">The event.</param>
    public void Hear(OrderStatusChanged changed)
    {
        DemoOrder order;
        lock (_lock)
        {
            if (!_orders.TryGetValue(changed.OrderId, out order!))
                return;
            var known = order.Last?.Sequence ?? 0;
            if (changed.Sequence > known + 1)
                Log.StatusOutOfSequence(logger, changed.StrategyId, changed.OrderId, changed.Sequence, known);
            if (changed.Sequence <= known)
                return;
            order = order with { Last = changed };
            _orders[changed.OrderId] = order;
        }

        Changed?.Invoke(order);
    }
}
