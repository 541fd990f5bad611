using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>A market stream's name, taken apart: <c>symbol@kind</c>, <c>symbol@kind@speed</c> or <c>!kind@arr</c> (PROTOCOL §11).</summary>
/// <param name="Symbol">Lower case; empty for a stream of all symbols.</param>
/// <param name="Kind">What it carries, e.g. <c>depth</c>, <c>kline</c>, <c>ticker</c>.</param>
/// <param name="EveryTicks">Ticks of 100 ms between two updates; 0 for streams in real time.</param>
internal sealed record StreamTopic(string Symbol, string Kind, int EveryTicks)
{
    private const int Second = 10;

    public int Levels { get; private init; }

    public KlineInterval? Interval { get; private init; }

    public string IntervalName => Interval?.Name ?? Window;

    /// <summary>Time zone of candles, milliseconds ahead of UTC.</summary>
    public long Offset { get; private init; }

    /// <summary>Window of a rolling ticker, e.g. <c>4h</c>; empty for the day's.</summary>
    public string Window { get; private init; } = "";

    public bool IsOfAll => Symbol.Length == 0;

    /// <summary>Null if no such stream exists: subscribing to it is allowed and it stays silent, as at the live venue.</summary>
    public static StreamTopic? TryParse(string name)
    {
        var parts = name.Split('@');
        if (parts.Length is < 2 or > 3)
            return null;
        if (parts[0].StartsWith('!'))
            return parts is [_, "arr"] ? Ticker("", parts[0][1..]) : null;
        var suffix = parts.Length == 3 ? parts[2] : "";
        return parts[1] switch
        {
            "trade" or "aggTrade" or "bookTicker" when suffix.Length == 0 => new StreamTopic(parts[0], parts[1], 0),
            "avgPrice" or "referencePrice" when suffix.Length == 0 => new StreamTopic(parts[0], parts[1], Second),
            "depth" or "depth5" or "depth10" or "depth20" => Depth(parts[0], parts[1], suffix),
            _ when parts[1].StartsWith("kline_", StringComparison.Ordinal) => Kline(parts[0], parts[1]["kline_".Length..], suffix),
            _ => suffix.Length == 0 ? Ticker(parts[0], parts[1]) : null,
        };
    }

    private static StreamTopic? Depth(string symbol, string kind, string suffix)
    {
        var levels = kind.Length == "depth".Length ? 0 : kind == "depth5" ? 5 : kind == "depth10" ? 10 : 20;
        var every = suffix switch { "100ms" => 1, "" or "1000ms" => Second, _ => 0 };
        return every == 0 ? null : new StreamTopic(symbol, levels == 0 ? "depth" : "partial", every) { Levels = levels };
    }

    private static StreamTopic? Kline(string symbol, string interval, string suffix)
    {
        var offset = 0L;
        if (!KlineInterval.TryParse(interval, out var found) || (suffix.Length > 0 && !TimeZoneOffset.TryParse(suffix, out offset)))
            return null;
        return new StreamTopic(symbol, "kline", found.IsSeconds ? Second : 2 * Second) { Interval = found, Offset = offset };
    }

    private static StreamTopic? Ticker(string symbol, string kind) => kind switch
    {
        "miniTicker" => new StreamTopic(symbol, kind, Second),
        "ticker" when symbol.Length > 0 => new StreamTopic(symbol, kind, Second),
        "ticker_1h" or "ticker_4h" or "ticker_1d" => new StreamTopic(symbol, "rolling", Second) { Window = kind["ticker_".Length..] },
        _ => null,
    };
}
