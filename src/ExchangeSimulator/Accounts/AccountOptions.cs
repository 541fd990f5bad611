using System.Collections.Immutable;

namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>A simulated account: who may use it and what it holds at the start.</summary>
public sealed record AccountOptions
{
    private const string TestPublicKey =
        "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";

    /// <summary>Name in the truth and in fault rules; not empty, unique.</summary>
    public required string Name { get; init; }

    /// <summary>The keys that may use the account; at least one.</summary>
    public required ImmutableArray<ApiKeyOptions> Keys { get; init; }

    /// <summary>Free balance per asset at the start, each at least 0.</summary>
    public ImmutableDictionary<string, decimal> Balances { get; init; } = ImmutableDictionary<string, decimal>.Empty;

    /// <summary>Commission on resting orders as a part of the received amount, 0 to 0.1; 0.001 is 0.1 %.</summary>
    public decimal MakerCommissionRate { get; init; } = 0.001m;

    /// <summary>Commission on orders that take, as a part of the received amount, 0 to 0.1; 0.001 is 0.1 %.</summary>
    public decimal TakerCommissionRate { get; init; } = 0.001m;

    /// <summary>Accounts with the same group, 0 or above, count as one in self-trade prevention; -1 is none.</summary>
    public long TradeGroupId { get; init; } = -1;

    /// <summary>The account that a simulator has when nothing else is said: key <c>test-key</c>, secret <c>test-secret</c>; and
    /// <c>test-key-ed25519</c>, whose private key is the published one of RFC 8032, test 1.</summary>
    public static AccountOptions Default { get; } = new()
    {
        Name = "test",
        Keys =
        [
            new ApiKeyOptions("test-key", ApiKeyType.Hmac, "test-secret"),
            new ApiKeyOptions("test-key-ed25519", ApiKeyType.Ed25519, TestPublicKey),
        ],
        Balances = ImmutableDictionary.CreateRange(new KeyValuePair<string, decimal>[]
        {
            new("USDT", 10_000_000m),
            new("BTC", 200m),
            new("ETH", 5_000m),
            new("BNB", 20_000m),
        }),
    };
}
