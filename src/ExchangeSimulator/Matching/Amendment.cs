namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>One reduction of an order's quantity (PROTOCOL §6); the old and the new client id may be the same.</summary>
internal sealed record Amendment(
    long ExecutionId,
    string OldClientOrderId,
    string NewClientOrderId,
    decimal OldQuantity,
    decimal NewQuantity,
    DateTimeOffset At);
