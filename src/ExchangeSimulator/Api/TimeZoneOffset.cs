using System.Globalization;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>The <c>timeZone</c> of candles and trading days: hours, or hours and minutes, -12:00 to +14:00.</summary>
internal static class TimeZoneOffset
{
    private const int MinutesMin = -12 * 60;
    private const int MinutesMax = 14 * 60;

    /// <summary>Milliseconds ahead of UTC; 0 if nothing was sent.</summary>
    /// <exception cref="VenueRefusal">-1130: not such a time zone.</exception>
    public static long Of(ApiParameters parameters)
    {
        if (parameters.Text("timeZone") is not { } text)
            return 0;
        return TryParse(text, out var offset) ? offset : throw Refusals.InvalidData("timeZone");
    }

    public static bool TryParse(string text, out long offset)
    {
        offset = 0;
        var sign = text.StartsWith('-') ? -1 : 1;
        var parts = text.TrimStart('+', '-').Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours))
            return false;
        var minutes = 0;
        if (parts.Length == 2 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
            return false;
        var total = sign * ((hours * 60) + minutes);
        if (hours > 14 || minutes > 59 || total is < MinutesMin or > MinutesMax)
            return false;
        offset = total * 60_000L;
        return true;
    }
}
