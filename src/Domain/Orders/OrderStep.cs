namespace Bot3.Messaging.Domain.Orders;

/// <summary>What an event did to an order.</summary>
/// <param name="Outcome">What became of the event.</param>
/// <param name="Order">The order that the event was put to, as it stands now.</param>
/// <param name="Kind">The event as the table sees it (a fill is partial or complete).</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
/// <param name="Late">A fill came in after the order had ended: applied, and worth telling.</param>
/// <param name="Violation">What is wrong, in words; null unless the outcome is a violation.</param>
public readonly record struct OrderStep(
    TransitionOutcome Outcome,
    Order Order,
    OrderEventKind Kind,
    OrderStatus From,
    OrderStatus To,
    bool Late,
    string? Violation);
