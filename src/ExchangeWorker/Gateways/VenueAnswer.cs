using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>The answer to a question that changes nothing: a value, or why there is none. Asking again is always safe.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly record struct VenueAnswer<T>
{
    private VenueAnswer(bool answered, T? value, RefusalReason? failure, TimeSpan? retryAfter)
        => (Answered, Value, Failure, RetryAfter) = (answered, value, failure, retryAfter);

    /// <summary>Whether the venue answered the question. False in <c>default</c>.</summary>
    public bool Answered { get; }

    /// <summary>The value, when <see cref="Answered"/>.</summary>
    public T? Value { get; }

    /// <summary>Why there is no value, when not <see cref="Answered"/>.</summary>
    public RefusalReason? Failure { get; }

    /// <summary>How long to wait before asking again, if the venue said so.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>An answered question.</summary>
    /// <param name="value">The value.</param>
    public static VenueAnswer<T> Of(T value) => new(true, value, null, null);

    /// <summary>An unanswered question.</summary>
    /// <param name="failure">Why.</param>
    /// <param name="retryAfter">How long to wait, if known.</param>
    public static VenueAnswer<T> Failed(RefusalReason failure, TimeSpan? retryAfter = null) => new(false, default, failure, retryAfter);
}
