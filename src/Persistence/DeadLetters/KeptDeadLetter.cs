namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Where a letter stands.</summary>
public enum DeadLetterStatus
{
    /// <summary>Somebody has to decide.</summary>
    Open,

    /// <summary>Put back to its queue. It stays so when that helped, and is open again when not.</summary>
    Retried,

    /// <summary>Given up by a person, with a reason.</summary>
    Discarded,
}

/// <summary>A letter in the ledger, with what became of it.</summary>
public sealed record KeptDeadLetter
{
    /// <summary>The message with its latest cause; <see cref="DeadLetter.Attempts"/> counts all tries so far.</summary>
    public required DeadLetter Letter { get; init; }

    /// <summary>Where it stands.</summary>
    public DeadLetterStatus Status { get; init; }

    /// <summary>When the message failed for the first time.</summary>
    public required DateTimeOffset FirstFailedAt { get; init; }

    /// <summary>When the message failed for the last time.</summary>
    public required DateTimeOffset LastFailedAt { get; init; }

    /// <summary>When it was put back for the last time, if ever.</summary>
    public DateTimeOffset? RetriedAt { get; init; }

    /// <summary>How often it was put back.</summary>
    public int RetryCount { get; init; }

    /// <summary>When it was discarded, if it was.</summary>
    public DateTimeOffset? DiscardedAt { get; init; }

    /// <summary>Why it was discarded, if it was.</summary>
    public string? DiscardReason { get; init; }
}
