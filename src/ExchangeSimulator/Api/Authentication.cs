using System.Globalization;
using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>Key, signature and clock checks of signed calls (PROTOCOL §2).</summary>
internal static class Authentication
{
    private const decimal ReceiveWindowMax = 60_000m;
    private const decimal ReceiveWindowDefault = 5_000m;

    // From here on a timestamp can only be microseconds: as milliseconds it would be the year 5138.
    private const long MicrosecondsFrom = 100_000_000_000_000;

    public static Account Identify(AccountDirectory directory, ApiParameters parameters, Credentials credentials) =>
        credentials.Session is { } session && !parameters.Has("signature")
            ? session
            : Key(directory, parameters, credentials).Account;

    public static ApiKey Key(AccountDirectory directory, ApiParameters parameters, Credentials credentials)
    {
        if (string.IsNullOrWhiteSpace(credentials.ApiKey))
            throw Refusals.BadApiKeyFormat();
        var key = directory.Find(credentials.ApiKey) ?? throw Refusals.BadApiKey();
        parameters.RequiredText("timestamp");
        if (!key.Signatures.IsValid(credentials.SignedText, parameters.RequiredText("signature")))
            throw Refusals.BadSignature();
        return key;
    }

    /// <summary>Accepts iff timestamp &lt; now + 1 s and now - timestamp ≤ recvWindow.</summary>
    public static void CheckClock(ApiParameters parameters, DateTimeOffset now)
    {
        if (!long.TryParse(parameters.RequiredText("timestamp"), NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp))
            throw Refusals.IllegalCharacters("timestamp", "^[0-9]{1,20}$");
        var sentAt = timestamp >= MicrosecondsFrom ? timestamp / 1_000m : timestamp;
        var window = parameters.Amount("recvWindow") ?? ReceiveWindowDefault;
        if (window > ReceiveWindowMax)
            throw Refusals.InvalidData("recvWindow");
        decimal serverTime = now.ToUnixTimeMilliseconds();
        if (sentAt >= serverTime + 1_000)
            throw Refusals.AheadOfServer();
        if (serverTime - sentAt > window)
            throw Refusals.OutsideReceiveWindow();
    }
}
