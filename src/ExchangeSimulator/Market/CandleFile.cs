using System.Globalization;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Reads candles from CSV with the header <c>open_time_utc,open,high,low,close,volume_base</c>.</summary>
internal static class CandleFile
{
    private const string Header = "open_time_utc,open,high,low,close,volume_base";

    /// <exception cref="ArgumentException">The file is not such a file; the message names the line.</exception>
    public static IReadOnlyList<Candle> Read(string path)
    {
        if (!File.Exists(path))
            throw new ArgumentException($"Replay: file '{path}' does not exist.", nameof(path));
        var lines = File.ReadAllLines(path);
        if (lines.Length == 0 || lines[0] != Header)
            throw new ArgumentException($"Replay: file '{path}' does not start with '{Header}'.", nameof(path));
        var candles = lines.Skip(1).Select((line, index) => Parse(path, index + 2, line)).ToList();
        return candles.Count > 0 ? candles : throw new ArgumentException($"Replay: file '{path}' has no candles.", nameof(path));
    }

    private static Candle Parse(string path, int number, string line)
    {
        var fields = line.Split(',');
        var prices = new decimal[4];
        var isGood = fields.Length == 6;
        for (var index = 0; isGood && index < prices.Length; index++)
        {
            isGood = decimal.TryParse(fields[index + 1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out prices[index])
                && prices[index] > 0;
        }

        return isGood
            ? new Candle(prices[0], prices[1], prices[2], prices[3])
            : throw new ArgumentException($"Replay: line {number} of '{path}' is not a candle: '{line}'.", nameof(path));
    }
}
