using System.Security.Cryptography;
using System.Text;
using Bot3.Messaging.Persistence.Outbox;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>What both ledgers decide alike.</summary>
internal static class LedgerRules
{
    private const int ReasonLengthMax = 2_000;
    private const int ExceptionLengthMax = 32_000;

    /// <summary>What to do about a message that its endpoint gives up.</summary>
    /// <param name="kept">Its letter, if there is one.</param>
    /// <param name="unseen">Whether the inbox had not seen the message (since it was put back).</param>
    /// <param name="source">Where the message was taken from.</param>
    public static CaptureOutcome Decide(KeptDeadLetter? kept, bool unseen, CaptureSource source) => kept switch
    {
        null => unseen ? CaptureOutcome.Recorded : CaptureOutcome.HandledBefore,
        { Status: DeadLetterStatus.Open } => unseen || source == CaptureSource.Endpoint ? CaptureOutcome.Counted : CaptureOutcome.KnownBefore,
        // Put back, and seen by the inbox since: that try went well.
        _ => unseen ? CaptureOutcome.Reopened : CaptureOutcome.HandledBefore,
    };

    /// <summary>The id of a message that has none of its own, or shares one with another message.</summary>
    public static Guid ContentId(DeadLetter letter) =>
        DeterministicId.From("dead letter", letter.Endpoint, Convert.ToHexString(SHA256.HashData(letter.Body.Span)));

    /// <summary>The letter that a message says it was put back from.</summary>
    public static Guid? PutBackFrom(DeadLetter letter) =>
        letter.Headers.TryGetValue(DeadLetterHeaders.LetterId, out var text) && Guid.TryParse(text, out var id) ? id : null;

    /// <summary>Whether a letter is of this very message, as far as endpoint and bytes tell.</summary>
    public static bool IsOf(KeptDeadLetter kept, DeadLetter letter) => kept.Letter.Endpoint == letter.Endpoint && SameBody(kept, letter);

    /// <summary>Whether two messages under one id are the same.</summary>
    public static bool SameBody(KeptDeadLetter kept, DeadLetter letter) => kept.Letter.Body.Span.SequenceEqual(letter.Body.Span);

    /// <summary>
    /// The letter with an id of its message, within its bounds, and without what Postgres cannot store in text: it must not fail for its own
    /// words.
    /// </summary>
    public static DeadLetter Storable(DeadLetter letter)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentException.ThrowIfNullOrWhiteSpace(letter.Endpoint, nameof(letter));
        ArgumentOutOfRangeException.ThrowIfLessThan(letter.Attempts, 1, nameof(letter));
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in letter.Headers)
            headers[Text(key)] = Text(value);
        return letter with
        {
            MessageId = letter.MessageId ?? ContentId(letter),
            MessageType = letter.MessageType is { } type ? Text(type) : null,
            ContentType = letter.ContentType is { } content ? Text(content) : null,
            Headers = headers,
            Reason = Cut(Text(letter.Reason), ReasonLengthMax),
            ExceptionType = letter.ExceptionType is { } exceptionType ? Text(exceptionType) : null,
            Exception = letter.Exception is { } exception ? Cut(Text(exception), ExceptionLengthMax) : null,
        };
    }

    /// <summary>The letter after one more failure.</summary>
    public static KeptDeadLetter Again(KeptDeadLetter kept, DeadLetter failure) => kept with
    {
        Letter = kept.Letter with
        {
            Attempts = (int)Math.Min(int.MaxValue, (long)kept.Letter.Attempts + failure.Attempts),
            Reason = failure.Reason,
            ExceptionType = failure.ExceptionType,
            Exception = failure.Exception,
        },
        Status = DeadLetterStatus.Open,
        LastFailedAt = failure.ReceivedAt,
        DiscardedAt = null,
        DiscardReason = null,
    };

    /// <summary>The reason of a discard, as it may be stored.</summary>
    public static string DiscardReason(string reason)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        if (reason.Length > ReasonLengthMax)
            throw new ArgumentException($"reason must have 1 to {ReasonLengthMax} characters, had {reason.Length}", nameof(reason));
        return Text(reason);
    }

    // Postgres stores no NUL in text, and no half of a surrogate pair.
    private static string Text(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');

    private static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }
}
