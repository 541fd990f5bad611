namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>A message in its final form, waiting to be put on the broker.</summary>
public sealed record OutboxMessage
{
    /// <summary>The message id; consumers deduplicate by it, so a second publish after a crash does no harm.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>MassTransit address of the destination: an exchange for a published fact, a queue's exchange for a command.</summary>
    public required Uri Destination { get; init; }

    /// <summary>
    /// Whether the broker must report a message that no queue takes. True for commands: they wait in the outbox until the queue exists.
    /// </summary>
    public required bool Mandatory { get; init; }

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>The serialised message (envelope or raw JSON), UTF-8.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Transport headers, trace context included.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Routing key for topic exchanges, if any.</summary>
    public string? RoutingKey { get; init; }

    /// <summary>Correlation id (the order id), if any.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>Time to live from the moment of publishing, if any.</summary>
    public TimeSpan? TimeToLive { get; init; }

    /// <summary>When the message becomes due; <see langword="null"/> means at once.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Token to cancel a scheduled message by.</summary>
    public Guid? ScheduleToken { get; init; }

    /// <summary>
    /// The queues that an internal fact goes to instead of <see cref="Destination"/>; not stored, since there is one message per queue by then.
    /// </summary>
    internal IReadOnlyList<string>? Queues { get; init; }
}
