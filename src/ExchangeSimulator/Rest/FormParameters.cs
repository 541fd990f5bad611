using System.Net;
using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.Rest;

/// <summary>Reads parameters from query and form body; a name in both has the value of the query.</summary>
internal static class FormParameters
{
    public static ApiParameters Parse(string query, string body)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        AddAll(values, body);
        AddAll(values, query);
        return new ApiParameters(values);
    }

    private static void AddAll(Dictionary<string, string> values, string form)
    {
        foreach (var part in form.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? "" : part[(equals + 1)..];
            values[WebUtility.UrlDecode(name)] = WebUtility.UrlDecode(value);
        }
    }
}
