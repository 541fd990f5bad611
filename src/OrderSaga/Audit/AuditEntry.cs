using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Audit;

/// <summary>What became of an event.</summary>
public enum AuditOutcome
{
    /// <summary>Taken in; the status may be the same as before.</summary>
    Applied,

    /// <summary>Known already; nothing changed.</summary>
    Duplicate,

    /// <summary>Overtaken by later events; nothing changed.</summary>
    Stale,

    /// <summary>Cannot happen in the status; kept and counted.</summary>
    Violation,
}

/// <summary>One row of an order's audit trail. The rows of one order, in sequence, rebuild its state (invariant I10).</summary>
public sealed record AuditEntry
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Counts the rows of one order from 1, without gaps.</summary>
    public required int Sequence { get; init; }

    /// <summary>The status before; null for the first row.</summary>
    public OrderStatus? From { get; init; }

    /// <summary>The status after.</summary>
    public required OrderStatus To { get; init; }

    /// <summary>What happened, for example <c>RiskApproved</c>; at most 64 characters.</summary>
    public required string Event { get; init; }

    /// <summary>What became of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>A fill that came after the order had ended.</summary>
    public bool Late { get; init; }

    /// <summary>Why, in words for a person.</summary>
    public string? Cause { get; init; }

    /// <summary>The event's data as JSON, enough to apply it again.</summary>
    public required string Data { get; init; }

    /// <summary>When it happened, by the clock of the one who says so.</summary>
    public required DateTimeOffset OccurredAt { get; init; }

    /// <summary>When the row was written, by our clock.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>The id of the message that told it.</summary>
    public Guid? MessageId { get; init; }
}
