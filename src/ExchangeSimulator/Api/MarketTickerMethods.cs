using System.Globalization;
using System.Text.Json.Nodes;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Ticker statistics over a day, a trading day or a window of choice (PROTOCOL §3.1).</summary>
internal sealed class MarketTickerMethods(Venue venue)
{
    private const int SymbolsMax = 100;
    private const long Minute = 60_000;
    private const long Day = 24 * 60 * Minute;

    public IEnumerable<ApiMethod> All()
    {
        yield return new("ticker.24hr", "GET", "ticker/24hr", false, DayWeight, DayTicker);
        yield return new("ticker.tradingDay", "GET", "ticker/tradingDay", false, WindowWeight, TradingDay);
        yield return new("ticker", "GET", "ticker", false, WindowWeight, Rolling);
    }

    private static int DayWeight(ApiParameters parameters)
    {
        if (parameters.Has("symbol"))
            return 2;
        return parameters.List("symbols")?.Length switch
        {
            null or > 100 => 80,
            > 20 => 40,
            _ => 2,
        };
    }

    // 4 for each symbol, 200 from fifty on.
    private static int WindowWeight(ApiParameters parameters) =>
        parameters.Has("symbol") ? 4 : Math.Min(200, 4 * (parameters.List("symbols")?.Length ?? 1));

    private static bool IsMini(ApiParameters parameters) => parameters.Text("type") switch
    {
        null or "FULL" => false,
        "MINI" => true,
        _ => throw Refusals.InvalidData("type"),
    };

    private JsonNode DayTicker(ApiCall call)
    {
        var isMini = IsMini(call.Parameters);
        var now = call.Now.ToUnixTimeMilliseconds();
        return AskedSymbols.Render(venue, call.Parameters, market =>
        {
            var window = TickerWindow.Of(market.Tape, now - Day, now);
            return isMini ? MarketTickerJson.Mini(market, window) : MarketTickerJson.Day(market, window);
        });
    }

    private JsonNode TradingDay(ApiCall call)
    {
        RequireSymbols(call.Parameters);
        var isMini = IsMini(call.Parameters);
        var offset = TimeZoneOffset.Of(call.Parameters);
        var start = ((call.Now.ToUnixTimeMilliseconds() + offset) / Day * Day) - offset;
        return Render(call, start, start + Day - 1, isMini);
    }

    private JsonNode Rolling(ApiCall call)
    {
        RequireSymbols(call.Parameters);
        var isMini = IsMini(call.Parameters);
        var now = call.Now.ToUnixTimeMilliseconds();
        // The window starts on a minute: it may be up to a minute longer than asked for.
        return Render(call, (now - WindowSize(call.Parameters)) / Minute * Minute, now, isMini);
    }

    private JsonNode Render(ApiCall call, long openAt, long closeAt, bool isMini) =>
        AskedSymbols.Render(venue, call.Parameters, market =>
        {
            var window = TickerWindow.Of(market.Tape, openAt, closeAt);
            return isMini ? MarketTickerJson.Mini(market, window) : MarketTickerJson.Full(market, window);
        });

    private static void RequireSymbols(ApiParameters parameters)
    {
        if (!parameters.Has("symbol") && !parameters.Has("symbols"))
            throw Refusals.MissingEither("symbol", "symbols");
        if (parameters.List("symbols")?.Length > SymbolsMax)
            throw Refusals.InvalidData("symbols");
    }

    private static long WindowSize(ApiParameters parameters)
    {
        var text = parameters.Text("windowSize") ?? "1d";
        if (!int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            throw Refusals.InvalidData("windowSize");
        return (text[^1], number) switch
        {
            ('m', >= 1 and <= 59) => number * Minute,
            ('h', >= 1 and <= 23) => number * 60 * Minute,
            ('d', >= 1 and <= 7) => number * Day,
            _ => throw Refusals.InvalidData("windowSize"),
        };
    }
}
