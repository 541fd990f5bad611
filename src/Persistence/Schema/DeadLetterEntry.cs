namespace Bot3.Messaging.Persistence.Schema;

/// <summary>A row of <c>messaging.dead_letters</c>.</summary>
public sealed class DeadLetterEntry
{
    /// <summary>Key.</summary>
    public Guid Id { get; set; }

    /// <summary>Message id, if it had one.</summary>
    public Guid? MessageId { get; set; }

    /// <summary>The queue that it was received from.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>Message type as far as known.</summary>
    public string? MessageType { get; set; }

    /// <summary>Content type as received, if any.</summary>
    public string? ContentType { get; set; }

    /// <summary>Correlation id, if any.</summary>
    public Guid? CorrelationId { get; set; }

    /// <summary>The body as received.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Transport headers, a JSON object of text.</summary>
    public string Headers { get; set; } = "{}";

    /// <summary>Why it could not be handled.</summary>
    public string Reason { get; set; } = "";

    /// <summary>Type of the first cause, if there was an exception.</summary>
    public string? ExceptionType { get; set; }

    /// <summary>The exception's text, if any.</summary>
    public string? Exception { get; set; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>How often handling was tried, over all failures.</summary>
    public int Attempts { get; set; }

    /// <summary>Open, Retried or Discarded.</summary>
    public string Status { get; set; } = "";

    /// <summary>When it failed for the first time.</summary>
    public DateTimeOffset FirstFailedAt { get; set; }

    /// <summary>When it failed for the last time.</summary>
    public DateTimeOffset LastFailedAt { get; set; }

    /// <summary>When it was put back for the last time.</summary>
    public DateTimeOffset? RetriedAt { get; set; }

    /// <summary>How often it was put back.</summary>
    public int RetryCount { get; set; }

    /// <summary>When it was discarded.</summary>
    public DateTimeOffset? DiscardedAt { get; set; }

    /// <summary>Why it was discarded.</summary>
    public string? DiscardReason { get; set; }
}
