using System.Globalization;
using System.Text;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;

/// <summary>The parameters of one request, in the order in which they are sent.</summary>
internal sealed class BinanceParameters
{
    private readonly List<KeyValuePair<string, string>> _items = [];

    /// <summary>The parameters, unencoded.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Items => _items;

    /// <summary>Adds a text; null adds nothing.</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">Unencoded value.</param>
    public BinanceParameters Add(string name, string? value)
    {
        if (value is not null)
            _items.Add(new(name, value));
        return this;
    }

    /// <summary>Adds a whole number; null adds nothing.</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">The number.</param>
    public BinanceParameters Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds an amount without exponent and trailing zeros (more decimals than the asset has: -1111).</summary>
    /// <param name="name">Parameter name.</param>
    /// <param name="value">The amount.</param>
    public BinanceParameters Add(string name, decimal? value)
        => Add(name, value?.ToString("0.############################", CultureInfo.InvariantCulture));

    /// <summary>The percent-encoded query: what a REST request sends and signs.</summary>
    public string ToQuery()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _items)
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }

    /// <summary>The text that a WebSocket request signs: sorted by name, not encoded.</summary>
    public string ToSortedText()
        => string.Join('&', _items.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}"));
}
