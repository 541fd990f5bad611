using System.Diagnostics.CodeAnalysis;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>A candle's length: seconds to weeks count from the epoch (weeks from a Monday), months are the calendar's.</summary>
/// <param name="Name">As the protocol spells it; <c>m</c> is minutes, <c>M</c> months.</param>
/// <param name="Milliseconds">Length; 0 for months, which differ.</param>
internal sealed record KlineInterval(string Name, long Milliseconds)
{
    private const long Minute = 60_000;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;

    // 1970-01-05 was the first Monday of the epoch.
    private const long FirstMonday = 4 * Day;

    private static readonly KlineInterval[] All =
    [
        new("1s", 1_000), new("1m", Minute), new("3m", 3 * Minute), new("5m", 5 * Minute), new("15m", 15 * Minute),
        new("30m", 30 * Minute), new("1h", Hour), new("2h", 2 * Hour), new("4h", 4 * Hour), new("6h", 6 * Hour), new("8h", 8 * Hour),
        new("12h", 12 * Hour), new("1d", Day), new("3d", 3 * Day), new("1w", 7 * Day), new("1M", 0),
    ];

    public bool IsSeconds => Milliseconds == 1_000;

    public static bool TryParse(string name, [NotNullWhen(true)] out KlineInterval? interval)
    {
        interval = Array.Find(All, known => known.Name == name);
        return interval is not null;
    }

    /// <summary>Start of the candle that a moment lies in; all in Unix milliseconds.</summary>
    /// <param name="moment">The moment, UTC.</param>
    /// <param name="offset">Time zone in which candles begin, as milliseconds ahead of UTC.</param>
    public long Start(long moment, long offset)
    {
        var local = moment + offset;
        if (Milliseconds == 0)
        {
            var date = DateTimeOffset.FromUnixTimeMilliseconds(local);
            return new DateTimeOffset(date.Year, date.Month, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() - offset;
        }

        var origin = Milliseconds == 7 * Day ? FirstMonday : 0;
        return origin + ((local - origin) / Milliseconds * Milliseconds) - offset;
    }

    /// <summary>Start of the candle after the one that starts at a moment.</summary>
    public long Next(long start, long offset) => Milliseconds != 0
        ? start + Milliseconds
        : DateTimeOffset.FromUnixTimeMilliseconds(start + offset).AddMonths(1).ToUnixTimeMilliseconds() - offset;
}
