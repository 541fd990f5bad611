namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The window <c>startTime</c>..<c>endTime</c> of history calls, both inclusive, in milliseconds or microseconds.</summary>
internal static class TimeRange
{
    // From here on a timestamp can only be microseconds: as milliseconds it would be the year 5138.
    private const long MicrosecondsFrom = 100_000_000_000_000;

    private static readonly long DayMax = (long)TimeSpan.FromHours(24).TotalMilliseconds;

    /// <exception cref="VenueRefusal">-1128: it ends before it starts.</exception>
    public static (long? Start, long? End) Of(ApiParameters parameters)
    {
        var start = Milliseconds(parameters.Integer("startTime"));
        var end = Milliseconds(parameters.Integer("endTime"));
        return start is { } from && end is { } to && to < from ? throw Refusals.BadCombination() : (start, end);
    }

    /// <summary>As <see cref="Of"/>, for account history: at most 24 hours.</summary>
    /// <exception cref="VenueRefusal">-1127: longer than that.</exception>
    public static (long? Start, long? End) OfAccount(ApiParameters parameters)
    {
        var (start, end) = Of(parameters);
        return start is { } from && end is { } to && to - from > DayMax ? throw MarketRefusals.WindowTooLong() : (start, end);
    }

    public static bool IsWithin(DateTimeOffset at, long? start, long? end)
    {
        var milliseconds = at.ToUnixTimeMilliseconds();
        return (start is null || milliseconds >= start) && (end is null || milliseconds <= end);
    }

    private static long? Milliseconds(long? value) => value >= MicrosecondsFrom ? value / 1_000 : value;
}
