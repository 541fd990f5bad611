namespace Bot3.Messaging.Persistence.Schema;

/// <summary>A row of <c>messaging.outbox</c>.</summary>
public sealed class OutboxEntry
{
    /// <summary>Key, time-ordered.</summary>
    public Guid Id { get; set; }

    /// <summary>Message id.</summary>
    public Guid MessageId { get; set; }

    /// <summary>MassTransit address.</summary>
    public string Destination { get; set; } = "";

    /// <summary>Whether the message waits until a queue takes it.</summary>
    public bool Mandatory { get; set; }

    /// <summary>Content type of the body.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The message in its final form.</summary>
    public byte[] Body { get; set; } = [];

    /// <summary>Transport headers, a JSON object of text.</summary>
    public string Headers { get; set; } = "{}";

    /// <summary>Routing key, if any.</summary>
    public string? RoutingKey { get; set; }

    /// <summary>Correlation id, if any.</summary>
    public Guid? CorrelationId { get; set; }

    /// <summary>Time to live in milliseconds, if any.</summary>
    public long? TimeToLive { get; set; }

    /// <summary>When the message becomes due, if not at once.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Token to cancel it by.</summary>
    public Guid? ScheduleToken { get; set; }

    /// <summary>Many messages of one commit in one row; then the other columns say nothing of them.</summary>
    public byte[]? Bundle { get; set; }

    /// <summary>When the session committed.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>From when on sweepers may take it.</summary>
    public DateTimeOffset AvailableAt { get; set; }

    /// <summary>How often a sweeper has claimed it.</summary>
    public int Attempts { get; set; }
}
