namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Where a failed message was taken from.</summary>
public enum CaptureSource
{
    /// <summary>The endpoint has just tried it: when its letter is open already, this was one more try.</summary>
    Endpoint,

    /// <summary>An error queue: when its letter is open already, this is the same failure told twice.</summary>
    ErrorQueue,
}

/// <summary>What capturing a message did.</summary>
public enum CaptureOutcome
{
    /// <summary>There is a new letter.</summary>
    Recorded,

    /// <summary>The open letter counts one failure more.</summary>
    Counted,

    /// <summary>A letter that was retried or discarded is open again.</summary>
    Reopened,

    /// <summary>The open letter says this already.</summary>
    KnownBefore,

    /// <summary>Another delivery of the message was handled: nothing is to be kept.</summary>
    HandledBefore,
}

/// <summary>What became of an operator's wish.</summary>
public enum LedgerChange
{
    /// <summary>Done, once the session commits.</summary>
    Done,

    /// <summary>No letter has this id.</summary>
    NotFound,

    /// <summary>The letter is not open (any more): somebody else was faster.</summary>
    NotOpen,
}
