using Bot3.Messaging.Persistence.DeadLetters;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting;

/// <summary>Log messages of the host. Event ids 200 to 299.</summary>
internal static partial class Log
{
    [LoggerMessage(200, LogLevel.Information,
        "Stopping: no more work is taken, {InFlight} messages are in hand, up to {StopTimeout} to finish them")]
    public static partial void ShutdownStarted(ILogger logger, int inFlight, TimeSpan stopTimeout);

    [LoggerMessage(201, LogLevel.Information, "Stopped: {Finished} messages were finished, {GivenBack} were given back to their queues")]
    public static partial void ShutdownFinished(ILogger logger, long finished, long givenBack);

    [LoggerMessage(202, LogLevel.Warning, "{Queue}: a message goes back to its queue, since the database or the broker is away ({Cause})")]
    public static partial void MessageGivenBack(ILogger logger, string queue, string cause);

    [LoggerMessage(203, LogLevel.Error, "{Queue}: message {MessageId} is a dead letter ({Outcome}): {Reason}")]
    public static partial void MessageDeadLettered(ILogger logger, string queue, Guid? messageId, CaptureOutcome outcome, string reason);

    [LoggerMessage(207, LogLevel.Warning, "A message of a pack cannot be stored for later and waits in place for {Delay}")]
    public static partial void NotPostponed(ILogger logger, Exception exception, TimeSpan delay);

    [LoggerMessage(204, LogLevel.Critical, "The process ends because of a fault")]
    public static partial void HostFailed(ILogger logger, Exception exception);

    [LoggerMessage(205, LogLevel.Warning, "The database cannot be reached ({Cause})")]
    public static partial void DatabaseUnreachable(ILogger logger, string cause);

    [LoggerMessage(217, LogLevel.Error, "The database takes no writes ({Reason}); messages wait in their queues")]
    public static partial void DatabaseRefusesWrites(ILogger logger, string reason);

    [LoggerMessage(206, LogLevel.Critical, "The start is not over after {Limit}; the process ends, for its supervisor to start it again")]
    public static partial void StartHangs(ILogger logger, TimeSpan limit);

    [LoggerMessage(210, LogLevel.Information, "{Queue}: message {MessageId} failed, but needs no dead letter ({Outcome})")]
    public static partial void DeadLetterKnown(ILogger logger, string queue, Guid? messageId, CaptureOutcome outcome);

    [LoggerMessage(211, LogLevel.Warning, "{Queue}: a dead letter could not be written, next try in {Delay}")]
    public static partial void LedgerUnreachable(ILogger logger, Exception exception, string queue, TimeSpan delay);

    [LoggerMessage(212, LogLevel.Warning, "The error queues cannot be emptied into the dead-letter ledger, next try in {Interval}")]
    public static partial void CollectingAborted(ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(213, LogLevel.Error, "{Queue}: message {MessageId} could not be taken into the dead-letter ledger and stays there")]
    public static partial void CollectingFailed(ILogger logger, Exception exception, string queue, string messageId);

    [LoggerMessage(215, LogLevel.Critical,
        "{Queue}: message {MessageId} (body {ContentId}, {Length} bytes) is lost: its dead letter could not be written before the process "
        + "stopped, and the transport keeps nothing. {Reason}")]
    public static partial void MessageLost(
        ILogger logger, Exception exception, string queue, Guid? messageId, Guid contentId, int length, string reason);

    [LoggerMessage(216, LogLevel.Information, "{Queue}: message {MessageId} is in the dead-letter ledger already and is skipped")]
    public static partial void LetterSkipped(ILogger logger, string queue, Guid messageId);

    [LoggerMessage(214, LogLevel.Warning, "{Queue}: a message goes back to its queue, since it failed while this process stops ({Cause})")]
    public static partial void MessageGivenBackAtStop(ILogger logger, string queue, string cause);
}
