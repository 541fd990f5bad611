namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>A message that could not be handled, kept with its cause.</summary>
public sealed record DeadLetter
{
    /// <summary>Key of the entry, made by the caller; an id that exists is kept as it is.</summary>
    public required Guid Id { get; init; }

    /// <summary>The message's own id, where it had one.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>The queue that it was received from.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The message type as far as known.</summary>
    public string? MessageType { get; init; }

    /// <summary>The body exactly as received.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Transport headers as text.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Why it could not be handled, in words for a person.</summary>
    public required string Reason { get; init; }

    /// <summary>The exception's text, if there was one.</summary>
    public string? Exception { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }
}
