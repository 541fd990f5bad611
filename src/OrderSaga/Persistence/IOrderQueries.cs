using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Audit;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>The reading side: what operators and tests ask about orders. As last committed; changes nothing.</summary>
public interface IOrderQueries
{
    /// <summary>Lists orders, the newest first.</summary>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<OrderSummary>> ListAsync(OrderFilter filter, CancellationToken cancellationToken);

    /// <summary>Finds one order with its audit trail.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    /// <returns>The order, or null.</returns>
    ValueTask<OrderHistory?> FindAsync(Guid orderId, CancellationToken cancellationToken);

    /// <summary>Counts the orders in a status.</summary>
    /// <param name="status">The status.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<long> CountAsync(OrderStatus status, CancellationToken cancellationToken);
}

/// <summary>One order and how it came to be as it is.</summary>
/// <param name="Order">The order.</param>
/// <param name="Trail">Its audit trail in sequence, at most 10,000 rows.</param>
public sealed record OrderHistory(OrderSummary Order, IReadOnlyList<AuditEntry> Trail);
