namespace Bot3.Messaging.Domain.Orders;

/// <summary>What an event did to an order.</summary>
/// <param name="Outcome">What became of the event.</param>
/// <param name="Order">The order after it.</param>
/// <param name="Kind">The event as the table sees it (a fill is partial or complete).</param>
/// <param name="From">The status before.</param>
/// <param name="To">The status after.</param>
/// <param name="Late">A fill came in after the order had ended: applied, and worth telling.</param>
/// <param name="Violation">What is wrong, in words; null unless the outcome is a violation.</param>
public sealed record OrderStep(
    TransitionOutcome Outcome,
    Order Order,
    OrderEventKind Kind,
    OrderStatus From,
    OrderStatus To,
    bool Late,
    string? Violation);
