using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.Sagas;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>The reading side in process memory. Every order has an audit trail, so the trail knows them all.</summary>
internal sealed class MemoryOrderQueries(MemoryAuditTrail trail, ISagaReader<OrderState> orders) : IOrderQueries
{
    private const int TrailMax = 10_000;

    /// <inheritdoc />
    public async ValueTask<IReadOnlyList<OrderSummary>> ListAsync(OrderFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        AuditLimit.Check(filter.Limit);
        var found = new List<OrderSummary>();
        foreach (var orderId in await trail.OrdersAsync(cancellationToken))
        {
            if (await orders.FindAsync(orderId, cancellationToken) is { } state && OrderSummaries.From(state) is var order
                && Takes(filter, order))
                found.Add(order);
        }

        return [.. found.OrderByDescending(order => order.CreatedAt).ThenByDescending(order => order.OrderId).Take(filter.Limit)];
    }

    /// <inheritdoc />
    public async ValueTask<OrderHistory?> FindAsync(Guid orderId, CancellationToken cancellationToken) =>
        await orders.FindAsync(orderId, cancellationToken) is { } state
            ? new OrderHistory(OrderSummaries.From(state), await trail.ReadAsync(orderId, TrailMax, cancellationToken))
            : null;

    /// <inheritdoc />
    public ValueTask<long> CountAsync(OrderStatus status, CancellationToken cancellationToken) => trail.CountAsync(status, cancellationToken);

    private static bool Takes(OrderFilter filter, OrderSummary order) =>
        (filter.Statuses.Count == 0 || filter.Statuses.Contains(order.Status))
        && (filter.StrategyId is null || filter.StrategyId == order.StrategyId)
        && (filter.Since is null || order.CreatedAt >= filter.Since)
        && (filter.Before is null || order.CreatedAt < filter.Before);
}
