using System.Globalization;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>What a valid <see cref="BinanceOptions"/> is. All violations are told at once; no text holds a secret.</summary>
public static class BinanceOptionsRules
{
    /// <summary>Lists every violation, naming the key, the value found and the limit; empty when the options are valid.</summary>
    /// <param name="options">The options of one account.</param>
    public static IReadOnlyList<string> Violations(BinanceOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var found = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Venue))
            found.Add("Venue must not be empty.");
        if (string.IsNullOrWhiteSpace(options.Account))
            found.Add("Account must not be empty.");
        Url(found, nameof(options.RestUrl), options.RestUrl, options.LiveTrading, "http", "https");
        Url(found, nameof(options.WebSocketApiUrl), options.WebSocketApiUrl, options.LiveTrading, "ws", "wss");
        OneOf(found, nameof(options.ApiKey), options.ApiKey, options.ApiKeyFile);
        OneOf(found, nameof(options.ApiSecret), options.ApiSecret, options.ApiSecretFile);
        if (!Enum.IsDefined(options.KeyType))
            found.Add($"KeyType must be Hmac, Ed25519 or Rsa; was {options.KeyType}.");
        Durations(found, options);
        Between(found, nameof(options.ReadRetries), options.ReadRetries, 0, 10);
        Between(found, nameof(options.MaxTradePages), options.MaxTradePages, 1, 10_000);
        Between(found, nameof(options.StreamQueueLimit), options.StreamQueueLimit, 1, 1_000_000);
        foreach (var symbol in options.Symbols)
        {
            if (symbol.Split('/') is not [{ Length: > 0 }, { Length: > 0 }])
                found.Add($"Symbols must be written BASE/QUOTE; was '{symbol}'.");
        }

        return found;
    }

    private static void Durations(List<string> found, BinanceOptions options)
    {
        var ms = TimeSpan.FromMilliseconds(1);
        var minute = TimeSpan.FromMinutes(1);
        Between(found, nameof(options.RecvWindow), options.RecvWindow, ms, minute);
        Between(found, nameof(options.RequestTimeout), options.RequestTimeout, 100 * ms, minute);
        Between(found, nameof(options.ConnectTimeout), options.ConnectTimeout, 100 * ms, minute);
        Between(found, nameof(options.ClockSyncInterval), options.ClockSyncInterval, 1000 * ms, TimeSpan.FromDays(1));
        Between(found, nameof(options.RulesMaxAge), options.RulesMaxAge, 1000 * ms, TimeSpan.FromDays(1));
        Between(found, nameof(options.ReadRetryDelay), options.ReadRetryDelay, ms, 10_000 * ms);
        Between(found, nameof(options.StreamCanaryInterval), options.StreamCanaryInterval, 10 * ms, minute);
        Between(found, nameof(options.StreamIdleTimeout), options.StreamIdleTimeout, options.StreamCanaryInterval + ms, 10 * minute);
        Between(found, nameof(options.StreamRenewAfter), options.StreamRenewAfter, 1000 * ms, TimeSpan.FromHours(24));
        Between(found, nameof(options.ReconnectDelay), options.ReconnectDelay, ms, minute);
        Between(found, nameof(options.ReconnectDelayLimit), options.ReconnectDelayLimit, options.ReconnectDelay, 60 * minute);
    }

    private static void Url(List<string> found, string key, Uri url, bool live, params ReadOnlySpan<string> schemes)
    {
        if (url is null || !url.IsAbsoluteUri || !schemes.Contains(url.Scheme))
            found.Add($"{key} must be an absolute address with scheme {string.Join(" or ", schemes!)}; was '{url}'.");
        else if (!live && BinanceHosts.IsLive(url))
            found.Add($"{key} names the live host {url.Host}; set LiveTrading to true to trade real money.");
        else if (BinanceHosts.IsLive(url) && (url.Scheme is "http" or "ws"))
            found.Add($"{key} must be encrypted for the live host {url.Host}; was '{url.Scheme}'.");
    }

    private static void OneOf(List<string> found, string key, string? value, string? file)
    {
        if (string.IsNullOrWhiteSpace(value) == string.IsNullOrWhiteSpace(file))
            found.Add($"Exactly one of {key} and {key}File must be set.");
    }

    private static void Between<T>(List<string> found, string key, T value, T low, T high)
        where T : IComparable<T>, IFormattable
    {
        if (value.CompareTo(low) < 0 || value.CompareTo(high) > 0)
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{key} must be from {low} to {high}; was {value}."));
    }
}
