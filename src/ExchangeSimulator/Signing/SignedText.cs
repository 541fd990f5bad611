namespace Bot3.Messaging.ExchangeSimulator.Signing;

/// <summary>The text that a client signs, rebuilt from what it sent (PROTOCOL §2).</summary>
internal static class SignedText
{
    /// <summary>REST: query, then body, exactly as sent, without the signature.</summary>
    /// <param name="query">Raw query without its question mark.</param>
    /// <param name="body">Raw form body.</param>
    public static string Rest(string query, string body) => WithoutSignature(query) + WithoutSignature(body);

    /// <summary>WebSocket API: all parameters but the signature, sorted by name, not encoded.</summary>
    public static string WebSocket(IEnumerable<KeyValuePair<string, string>> parameters) => string.Join('&', parameters
        .Where(parameter => parameter.Key != "signature")
        .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
        .Select(parameter => $"{parameter.Key}={parameter.Value}"));

    private static string WithoutSignature(string form)
    {
        if (!form.Contains("signature=", StringComparison.Ordinal))
            return form;
        return string.Join('&', form.Split('&').Where(part => !part.StartsWith("signature=", StringComparison.Ordinal)));
    }
}
