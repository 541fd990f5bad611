namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>A message that could not be handled, kept with its cause.</summary>
public sealed record DeadLetter
{
    /// <summary>Key of the entry, made by the caller; an id that exists is kept as it is.</summary>
    public required Guid Id { get; init; }

    /// <summary>
    /// The message's own id, where it has one that can be trusted; without one the ledger makes it of endpoint and body. Endpoint and message
    /// id make "the same message": there is never more than one letter of it. A message that was put back is known by
    /// <see cref="DeadLetterHeaders.LetterId"/> besides.
    /// </summary>
    public Guid? MessageId { get; init; }

    /// <summary>The queue that it was received from.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The message type as far as known.</summary>
    public string? MessageType { get; init; }

    /// <summary>The content type that the message came with, if any.</summary>
    public string? ContentType { get; init; }

    /// <summary>Correlation id (the order id), if any.</summary>
    public Guid? CorrelationId { get; init; }

    /// <summary>The body exactly as received.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Transport headers as text.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Why it could not be handled: a code, a colon, words for a person. Cut after 2,000 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>Full name of the type of the first cause, if there was an exception: letters of one cause have it in common.</summary>
    public string? ExceptionType { get; init; }

    /// <summary>The exception's text with its stack, if there was one. Cut after 32,000 characters.</summary>
    public string? Exception { get; init; }

    /// <summary>How often handling was tried, at least 1; in a kept letter the sum over all its failures.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>When it was received; for a failure, when it failed.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>An id made of endpoint and body alone: what a message without an id of its own is known by.</summary>
    /// <returns>The same id for the same bytes on the same endpoint.</returns>
    public Guid ContentId() => LedgerRules.ContentId(this);
}
