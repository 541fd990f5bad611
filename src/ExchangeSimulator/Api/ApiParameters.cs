using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>A request's parameters by name. Names that no method knows are accepted: real clients send some.</summary>
internal sealed partial class ApiParameters(IReadOnlyDictionary<string, string> values)
{
    private const string DecimalRange = @"^([0-9]{1,20})(\.[0-9]{1,20})?$";
    private const string ClientOrderIdRange = "^[a-zA-Z0-9-_]{1,36}$";

    public IReadOnlyDictionary<string, string> Values { get; } = values;

    public bool Has(string name) => Values.ContainsKey(name);

    /// <summary>The value, null if it was not sent.</summary>
    /// <exception cref="VenueRefusal">-1105: sent, but empty.</exception>
    public string? Text(string name)
    {
        if (!Values.TryGetValue(name, out var value))
            return null;
        return value.Length > 0 ? value : throw Refusals.Empty(name);
    }

    public string RequiredText(string name) =>
        Values.TryGetValue(name, out var value) && value.Length > 0 ? value : throw Refusals.Missing(name);

    /// <summary>An amount with at most 8 decimals, null if it was not sent.</summary>
    public decimal? Amount(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (!DecimalPattern().IsMatch(text))
            throw Refusals.IllegalCharacters(name, DecimalRange);
        var amount = decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return Amounts.Truncate(amount % 1) == amount % 1 ? amount : throw Refusals.TooPrecise(name);
    }

    public long? Integer(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refusals.IllegalCharacters(name, "^[0-9]{1,20}$");
    }

    public string? ClientOrderId(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return ClientOrderIdPattern().IsMatch(text) ? text : throw Refusals.IllegalCharacters(name, ClientOrderIdRange);
    }

    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    public int Limit(int byDefault, int max)
    {
        var limit = Integer("limit") ?? byDefault;
        return limit is >= 1 && limit <= max ? (int)limit : throw Refusals.InvalidData("limit");
    }

    /// <summary>A JSON array of strings, null if it was not sent.</summary>
    public string[]? List(string name)
    {
        if (Text(name) is not { } text)
            return null;
        try
        {
            return JsonSerializer.Deserialize<string[]>(text);
        }
        catch (JsonException)
        {
            throw Refusals.IllegalCharacters(name, "^\\[(\"[\\w\\-._&&[^a-z]]{1,50}\"(,\"[\\w\\-._&&[^a-z]]{1,50}\"){0,}){0,1}\\]$");
        }
    }

    [GeneratedRegex(DecimalRange)]
    private static partial Regex DecimalPattern();

    [GeneratedRegex(ClientOrderIdRange)]
    private static partial Regex ClientOrderIdPattern();
}
