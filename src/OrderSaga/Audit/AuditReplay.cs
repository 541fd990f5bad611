using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.OrderSaga.Orders;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>Rebuilds an order from its audit trail alone (invariant I10).</summary>
internal static class AuditReplay
{
    /// <summary>Applies the rows again.</summary>
    /// <param name="trail">All rows of one order, in sequence.</param>
    /// <returns>The order as it was after the last row.</returns>
    /// <exception cref="InvalidOperationException">The trail has a gap, does not begin with the submission, or contradicts the
    /// domain.</exception>
    public static Order Rebuild(IReadOnlyList<AuditEntry> trail)
    {
        Order? order = null;
        for (var index = 0; index < trail.Count; index++)
        {
            var entry = trail[index];
            if (entry.Sequence != index + 1)
                throw new InvalidOperationException($"Audit trail of {entry.OrderId}: row {index + 1} is missing.");
            order = order is null ? Create(entry) : Apply(order, entry);
        }

        return order ?? throw new InvalidOperationException("The audit trail is empty.");
    }

    private static Order Create(AuditEntry entry)
    {
        var data = AuditData.Parse(entry.Data);
        return data.Order is { } submitted
            ? Order.Create(OrderMapping.ToTerms(submitted), submitted.CreatedAt)
            : throw new InvalidOperationException($"Audit trail of {entry.OrderId}: the first row is {entry.Event}, not the submission.");
    }

    private static Order Apply(Order order, AuditEntry entry)
    {
        if (AuditData.Parse(entry.Data).ToEvent() is not { } happened)
            return order;
        var step = order.Apply(happened);
        if (OrderMapping.ToContract(step.To) != entry.To || step.Outcome.ToString() != entry.Outcome.ToString())
        {
            throw new InvalidOperationException(
                $"Audit trail of {entry.OrderId}: row {entry.Sequence} says {entry.Outcome} to {entry.To}, the domain {step.Outcome} to {step.To}.");
        }

        return step.Order;
    }
}
