using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Persistence;

/// <summary>Everything that durable messaging logs; event ids 100 to 199.</summary>
internal static partial class Log
{
    [LoggerMessage(100, LogLevel.Information, "Message {MessageId} was handled by {Consumer} before and is skipped")]
    public static partial void DuplicateSkipped(ILogger logger, Guid messageId, string consumer);

    [LoggerMessage(110, LogLevel.Warning, "Message {MessageId} to {Destination} could not be published and stays in the outbox for the sweeper")]
    public static partial void PublishFailed(ILogger logger, Exception exception, Guid messageId, Uri destination);

    [LoggerMessage(111, LogLevel.Warning,
        "Message {MessageId} to {Destination} could not be published in attempt {Attempt}; next attempt in {Delay}")]
    public static partial void SweepFailed(ILogger logger, Exception exception, Guid messageId, Uri destination, int attempt, TimeSpan delay);

    [LoggerMessage(112, LogLevel.Warning, "The outbox could not be swept; trying again in {Interval}")]
    public static partial void SweepAborted(ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(113, LogLevel.Warning, "{Count} published messages could not be removed from the outbox; the sweeper may publish them again")]
    public static partial void RemovalFailed(ILogger logger, Exception? exception, int count);

    [LoggerMessage(114, LogLevel.Information, "Outbox stopped: {Published} messages published while stopping, {Left} left to the sweeper")]
    public static partial void PublisherStopped(ILogger logger, long published, long left);

    [LoggerMessage(115, LogLevel.Debug, "{Count} messages published by the sweeper")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(150, LogLevel.Error, "{Queue}: a pack is malformed and goes to the error queue as it is")]
    public static partial void PackMalformed(ILogger logger, Exception exception, string queue);

    [LoggerMessage(151, LogLevel.Warning, "{Queue}: pack {PackId} is given back with {Settled} of {Count} messages settled")]
    public static partial void PackGivenBack(ILogger logger, Guid packId, string queue, int settled, int count);

    [LoggerMessage(116, LogLevel.Warning, "The outbox's connection to {Broker} could not be opened; not tried again for {Pause}")]
    public static partial void BrokerUnreachable(ILogger logger, Exception exception, string broker, TimeSpan pause);

    [LoggerMessage(117, LogLevel.Warning, "The outbox's channel ended ({Code} {Text}); what it had not confirmed is sent again")]
    public static partial void OutboxChannelEnded(ILogger logger, int code, string text);

    [LoggerMessage(118, LogLevel.Debug, "A channel that is given up did not close in order")]
    public static partial void ChannelClosedBadly(ILogger logger, Exception exception);

    [LoggerMessage(119, LogLevel.Warning, "Not listening for other processes' outbox rows; trying again in {Pause}")]
    public static partial void ListenFailed(ILogger logger, Exception exception, TimeSpan pause);

    [LoggerMessage(120, LogLevel.Warning, "The inbox could not be swept; trying again in {Interval}")]
    public static partial void InboxSweepAborted(ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(121, LogLevel.Debug, "{Count} inbox entries forgotten")]
    public static partial void InboxSwept(ILogger logger, int count);

    [LoggerMessage(122, LogLevel.Warning, "Settled dead letters could not be swept; trying again in {Interval}")]
    public static partial void LedgerSweepAborted(ILogger logger, Exception exception, TimeSpan interval);

    [LoggerMessage(123, LogLevel.Information, "{Count} settled dead letters removed, their retention being over")]
    public static partial void LedgerSwept(ILogger logger, int count);

    [LoggerMessage(130, LogLevel.Information, "Schema {Context} is up to date ({Applied} migrations applied)")]
    public static partial void Migrated(ILogger logger, string context, int applied);

    [LoggerMessage(140, LogLevel.Warning, "Group {Group}: a transaction of several messages did not commit; {Count} of them run again ({Cause})")]
    public static partial void GroupTakenApart(ILogger logger, string group, int count, string cause);
}
