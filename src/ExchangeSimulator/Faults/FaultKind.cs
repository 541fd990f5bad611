namespace Bot3.Messaging.ExchangeSimulator.Faults;

/// <summary>What may go wrong between a client and the venue. None of them touches what really happened at the venue.</summary>
public enum FaultKind
{
    /// <summary>The answer comes late; the request was handled at once.</summary>
    DelayedAnswer,

    /// <summary>The request waits before it is handled; it may outlive its receive window.</summary>
    DelayedRequest,

    /// <summary>The connection drops before the request is handled.</summary>
    NoAnswerBeforeEngine,

    /// <summary>The request is handled, then the connection drops.</summary>
    NoAnswerAfterEngine,

    /// <summary>HTTP 503; the request was not handled.</summary>
    ServerErrorBefore,

    /// <summary>HTTP 504 with -1007; the request was handled.</summary>
    ServerErrorAfter,

    /// <summary>The request is handled; the answer is not JSON.</summary>
    UnreadableAnswer,

    /// <summary>The account's user streams are cut in place of an event: that event is lost.</summary>
    StreamCut,

    /// <summary>An event of the account is sent twice.</summary>
    DuplicateEvent,

    /// <summary>The answer waits until the events of the request have gone out.</summary>
    EventBeforeAnswer,

    /// <summary>An order query answers -2013 for a young order that exists.</summary>
    StaleQuery,

    /// <summary>HTTP 429 with -1003 and Retry-After; the request was not handled.</summary>
    TooManyRequests,

    /// <summary>HTTP 418 with -1003 and Retry-After: the address counts as banned; the request was not handled.</summary>
    Banned,

    /// <summary>The request is handled; half of the answer arrives, then the connection drops.</summary>
    TruncatedAnswer,

    /// <summary>HTTP 503 with -1016: the venue is being maintained; the request was not handled.</summary>
    Maintenance,

    /// <summary>The venue's clock runs ahead by the delay for this request, behind if <see cref="FaultRule.IsBehind"/>.</summary>
    ClockSkew,

    /// <summary>An event of the account is not sent although the connection lives: the stream is silent.</summary>
    EventLost,

    /// <summary>An event of the account is sent after the one that follows it.</summary>
    EventReordered,
}
