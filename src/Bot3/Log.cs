namespace Bot3.Messaging.Bot3;

/// <summary>Log messages of the command. Event ids 5000 to 5499.</summary>
internal static partial class Log
{
    [LoggerMessage(5000, LogLevel.Information, "{Strategy} submits {OrderId}: {Side} {Quantity} {Symbol} {Type}")]
    public static partial void SampleSubmitted(
        ILogger logger, string strategy, Guid orderId, string side, decimal quantity, string symbol, string type);

    [LoggerMessage(5001, LogLevel.Information, "{Strategy} asks to cancel {OrderId}: {Reason}")]
    public static partial void SampleCancels(ILogger logger, string strategy, Guid orderId, string reason);

    [LoggerMessage(5002, LogLevel.Warning, "{Strategy} heard status {Sequence} of {OrderId} after {Known}: an event was lost or overtaken")]
    public static partial void StatusOutOfSequence(ILogger logger, string strategy, Guid orderId, int sequence, int known);
}
