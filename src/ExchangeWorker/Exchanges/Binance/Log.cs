namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>What the Binance connector logs. Event ids 3500-3999. Never a secret, never a whole message.</summary>
internal static partial class Log
{
    [LoggerMessage(3500, LogLevel.Information,
        "Clock of {Venue}/{Account}: the venue is {OffsetMilliseconds} ms ahead (best round trip {RoundTripMilliseconds} ms)")]
    public static partial void ClockMeasured(
        ILogger logger, string venue, string account, double offsetMilliseconds, double roundTripMilliseconds);

    [LoggerMessage(3501, LogLevel.Warning, "Clock of {Venue}/{Account} could not be measured: {Reason}; the last offset stays in use")]
    public static partial void ClockNotMeasured(ILogger logger, string venue, string account, string reason);

    [LoggerMessage(3502, LogLevel.Warning, "{Venue}/{Account} refused the time stamp of {Call}; measuring the clock and sending once more")]
    public static partial void TimestampRefused(ILogger logger, string venue, string account, string call);

    [LoggerMessage(3503, LogLevel.Error, "{Venue}/{Account} limits us ({Code}): nothing of scope {Scope} is sent for {Wait}")]
    public static partial void Limited(ILogger logger, string venue, string account, string code, string scope, TimeSpan wait);

    [LoggerMessage(3504, LogLevel.Error, "{Venue}/{Account} refused the key ({Code}: {Text}); trading with it needs a person")]
    public static partial void KeyRefused(ILogger logger, string venue, string account, string code, string text);

    [LoggerMessage(3505, LogLevel.Warning, "Outcome of {Call} at {Venue}/{Account} is unknown: {Code}: {Text}")]
    public static partial void OutcomeUnknown(ILogger logger, string call, string venue, string account, string code, string text);

    [LoggerMessage(3506, LogLevel.Error,
        "{Venue}/{Account} refused {Call} as wrongly made ({Code}: {Text}); configuration or program needs a person")]
    public static partial void RequestInvalid(ILogger logger, string venue, string account, string call, string code, string text);

    [LoggerMessage(3507, LogLevel.Error,
        "{Venue}/{Account} answered {Call} with what the outcome table does not know ({Code}: {Text}); a person must add it")]
    public static partial void AnswerUnlisted(ILogger logger, string venue, string account, string call, string code, string text);

    [LoggerMessage(3510, LogLevel.Information, "User data stream of {Venue}/{Account} is open")]
    public static partial void StreamOpened(ILogger logger, string venue, string account);

    [LoggerMessage(3511, LogLevel.Warning, "User data stream of {Venue}/{Account} is lost: {Reason}; opening it again in {Delay}")]
    public static partial void StreamLost(ILogger logger, string venue, string account, string reason, TimeSpan delay);

    [LoggerMessage(3512, LogLevel.Warning, "Event for pair {VenueSymbol} at {Venue}/{Account}, which the venue does not list; left out")]
    public static partial void UnknownSymbol(ILogger logger, string venueSymbol, string venue, string account);

    [LoggerMessage(3513, LogLevel.Error, "User data stream of {Venue}/{Account} told something unreadable")]
    public static partial void StreamUnreadable(ILogger logger, Exception error, string venue, string account);

    [LoggerMessage(3514, LogLevel.Debug, "Event {EventName} of {Venue}/{Account} is of no use here")]
    public static partial void EventIgnored(ILogger logger, string eventName, string venue, string account);

    [LoggerMessage(3515, LogLevel.Information, "Connection of {Venue}/{Account} is renewed: the successor has taken over without a gap")]
    public static partial void StreamRenewed(ILogger logger, string venue, string account);

    [LoggerMessage(3516, LogLevel.Warning, "No successor for the connection of {Venue}/{Account} yet: {Reason}; trying again in {Delay}")]
    public static partial void StreamNotRenewed(ILogger logger, string venue, string account, string reason, TimeSpan delay);

    [LoggerMessage(3517, LogLevel.Warning, "Answer to request {Id} of {Venue}/{Account} (status {Status}) came when nobody waited for it any more")]
    public static partial void AnswerLate(ILogger logger, string venue, string account, long id, int status);

    [LoggerMessage(3518, LogLevel.Warning, "The ledger of limits cannot be reached by {Venue}/{Account}: {Reason}; only cancels go meanwhile")]
    public static partial void LedgerAway(ILogger logger, string venue, string account, string reason);
}
