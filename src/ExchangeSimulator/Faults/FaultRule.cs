namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>A fault to inject: into which calls or events, how often, how many times.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record FaultRule(FaultKind Kind)
{
    /// <summary>Account name; null for all.</summary>
    public string? Account { get; init; }

    /// <summary>
    /// Call by its WebSocket API name, e.g. <c>order.place</c>, whichever way it comes in; for stream faults the event type,
    /// e.g. <c>executionReport</c>. Null for all signed calls or all events.
    /// </summary>
    public string? Call { get; init; }

    /// <summary>Chance that the rule applies where it matches, above 0 and at most 1.</summary>
    public decimal Probability { get; init; } = 1m;

    /// <summary>How many times it applies before it is used up, at least 1; null for ever.</summary>
    public int? Count { get; init; }

    /// <summary>Milliseconds of a delay, 0 to 60,000; for StaleQuery the age up to which an order is hidden.</summary>
    public int DelayMs { get; init; } = 500;

    /// <summary>For the two NoAnswer kinds: leave the connection open and silent in place of dropping it.</summary>
    public bool KeepConnection { get; init; }

    /// <summary>For ClockSkew: the venue's clock is behind in place of ahead.</summary>
    public bool IsBehind { get; init; }
}
