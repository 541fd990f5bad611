namespace Bot3.Messaging.Persistence.Packs;

/// <summary>One message inside a pack: what a plain AMQP message would carry in its properties, headers and body.</summary>
public sealed record PackedMessage
{
    /// <summary>The message's own id; the inbox knows it by this, packed or plain.</summary>
    public required Guid MessageId { get; init; }

    /// <summary>Correlation id (the order id), if any.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The content type of <see cref="Body"/>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Transport headers, trace context included.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The serialised message; a slice of the pack's body.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }
}
