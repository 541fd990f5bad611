namespace Bot3.Messaging.ExchangeSimulator;

/// <summary>Log messages of the simulator, event ids 4000-4999.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Warning, "User events of account {Account} were cut: more than {Limit} events were waiting")]
    public static partial void UserEventQueueFull(ILogger logger, string account, int limit);

    [LoggerMessage(4001, LogLevel.Warning, "A connection was cut: its client left more than {Limit} frames unread")]
    public static partial void SlowClientCut(ILogger logger, int limit);

    [LoggerMessage(4002, LogLevel.Error, "The call {Call} failed inside the simulator")]
    public static partial void CallFailed(ILogger logger, Exception exception, string call);

    [LoggerMessage(4003, LogLevel.Error, "A market step failed; the market goes on with the next one")]
    public static partial void MarketStepFailed(ILogger logger, Exception exception);

    [LoggerMessage(4004, LogLevel.Information, "The simulator listens on {Address}, seed {Seed}, faults {Faults}")]
    public static partial void Listening(ILogger logger, Uri address, int seed, string faults);

    [LoggerMessage(4005, LogLevel.Error, "An update of the market streams failed; the streams go on with the next one")]
    public static partial void StreamTickFailed(ILogger logger, Exception exception);
}
