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
}
