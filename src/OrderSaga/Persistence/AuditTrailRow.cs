namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>A row of <c>orders.audit_trail</c>; the members mean what they mean on <see cref="Audit.AuditEntry"/>.</summary>
public sealed class AuditTrailRow
{
    /// <summary>The order.</summary>
    public Guid OrderId { get; set; }

    /// <summary>Counts the rows of one order from 1.</summary>
    public int Sequence { get; set; }

    /// <summary>The status before.</summary>
    public string? FromStatus { get; set; }

    /// <summary>The status after.</summary>
    public required string ToStatus { get; set; }

    /// <summary>What happened.</summary>
    public required string Event { get; set; }

    /// <summary>What became of it.</summary>
    public required string Outcome { get; set; }

    /// <summary>A fill after the end.</summary>
    public bool Late { get; set; }

    /// <summary>Why, in words.</summary>
    public string? Cause { get; set; }

    /// <summary>The event's data.</summary>
    public required string Data { get; set; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset OccurredAt { get; set; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset RecordedAt { get; set; }

    /// <summary>The id of the message that told it.</summary>
    public Guid? MessageId { get; set; }
}
