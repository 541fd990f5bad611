using System.Globalization;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;

/// <summary>A limit as the venue tells it (protocol §8).</summary>
/// <param name="Type"><c>REQUEST_WEIGHT</c>, <c>ORDERS</c> or another.</param>
/// <param name="Length">The window's length; windows are aligned to the venue's clock.</param>
/// <param name="Max">How much a window allows, at least 1.</param>
internal sealed record BinanceLimit(string Type, TimeSpan Length, long Max)
{
    /// <summary>Weight of requests, per address.</summary>
    public const string RequestWeight = "REQUEST_WEIGHT";

    /// <summary>Unfilled orders, per account.</summary>
    public const string Orders = "ORDERS";

    /// <summary>The window that a time is in.</summary>
    /// <param name="now">The venue's time.</param>
    public long Window(DateTimeOffset now) => now.UtcTicks / Length.Ticks;

    /// <summary>How long the window of a time goes on.</summary>
    /// <param name="now">The venue's time.</param>
    public TimeSpan Left(DateTimeOffset now) => TimeSpan.FromTicks(Length.Ticks - (now.UtcTicks % Length.Ticks));

    /// <summary>How much may be used by what is so urgent; at least 1.</summary>
    /// <param name="urgency">How urgent.</param>
    public long Ceiling(BinanceUrgency urgency) => Math.Max(1, urgency switch
    {
        BinanceUrgency.Question => Max * 8 / 10,
        BinanceUrgency.Order => Max * 9 / 10,
        _ => Max,
    });

    /// <summary>Reads a limit; null when it lacks something or has a word that is not known.</summary>
    /// <param name="body">The limit of the wire.</param>
    public static BinanceLimit? From(RateLimitBody body)
    {
        if (body is not { Type: { } type, Limit: > 0, IntervalNumber: > 0 } || LengthOf(body) is not { } length)
            return null;
        return new BinanceLimit(type, length, body.Limit.Value);
    }

    /// <summary>Reads a window as headers name it: <c>1M</c>, <c>10S</c>.</summary>
    /// <param name="text">The window.</param>
    /// <param name="length">Its length.</param>
    public static bool TryParseWindow(ReadOnlySpan<char> text, out TimeSpan length)
    {
        length = default;
        if (text.Length < 2 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
            return false;
        length = number * text[^1] switch
        {
            'S' or 's' => TimeSpan.FromSeconds(1),
            'M' or 'm' => TimeSpan.FromMinutes(1),
            'H' or 'h' => TimeSpan.FromHours(1),
            'D' or 'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        return length > TimeSpan.Zero;
    }

    /// <summary>The length of a limit's window; null when it is not known.</summary>
    /// <param name="body">The limit of the wire.</param>
    public static TimeSpan? LengthOf(RateLimitBody body)
    {
        TimeSpan? unit = body.Interval switch
        {
            "SECOND" => TimeSpan.FromSeconds(1),
            "MINUTE" => TimeSpan.FromMinutes(1),
            "HOUR" => TimeSpan.FromHours(1),
            "DAY" => TimeSpan.FromDays(1),
            _ => null,
        };
        return unit * body.IntervalNumber;
    }
}
