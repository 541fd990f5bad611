using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>The history of every order, written in the transaction that makes it. Rows are only ever added.</summary>
public interface IAuditTrail
{
    /// <summary>Adds a row.</summary>
    /// <param name="session">The unit of work of the transition.</param>
    /// <param name="entry">The row; a second one with the same order and sequence is an error.</param>
    /// <param name="cancellationToken">Cancels the write.</param>
    ValueTask AppendAsync(IDurableSession session, AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Reads an order's rows as last committed, in sequence.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="limit">At most so many, 1 to 10,000.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    ValueTask<IReadOnlyList<AuditEntry>> ReadAsync(Guid orderId, int limit, CancellationToken cancellationToken);
}
