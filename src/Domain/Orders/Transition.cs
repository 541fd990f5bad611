namespace Bot3.Messaging.Domain.Orders;

/// <summary>One answer of the transition table.</summary>
/// <param name="Outcome">What became of the event.</param>
/// <param name="Status">The status after it; the same as before unless applied.</param>
public readonly record struct Transition(TransitionOutcome Outcome, OrderStatus Status);
