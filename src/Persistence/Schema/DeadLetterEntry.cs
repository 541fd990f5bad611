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

    /// <summary>The body as received.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Transport headers, a JSON object of text.</summary>
    public string Headers { get; set; } = "{}";

    /// <summary>Why it could not be handled.</summary>
    public string Reason { get; set; } = "";

    /// <summary>The exception's text, if any.</summary>
    public string? Exception { get; set; }

    /// <summary>When it was received.</summary>
    public DateTimeOffset ReceivedAt { get; set; }
}
