namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>Which hosts trade real money.</summary>
internal static class BinanceHosts
{
    private static readonly string[] PracticePrefixes = ["demo-api.", "demo-ws-api.", "demo-stream."];

    /// <summary>
    /// Whether a host is live: every name below binance.com and binance.us save demo mode. A list of names would miss the next one.
    /// </summary>
    /// <param name="url">An absolute address.</param>
    public static bool IsLive(Uri url)
    {
        var host = url.IdnHost.TrimEnd('.');
        var ofBinance = IsUnder(host, "binance.com") || IsUnder(host, "binance.us");
        return ofBinance && !PracticePrefixes.Any(prefix => host.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsUnder(string host, string domain)
        => host.Equals(domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
