using System.Collections.Immutable;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>The stub's market: a few pairs at prices that never move, on grids like those of a real venue.</summary>
internal static class StubMarket
{
    private const decimal Plenty = 1_000_000_000m;

    /// <summary>The pairs and their prices in the quote asset.</summary>
    public static ImmutableDictionary<string, decimal> Prices { get; } = ImmutableDictionary<string, decimal>.Empty
        .Add("BTC/USDT", 50_000m).Add("ETH/USDT", 2_500m).Add("BNB/USDT", 500m);

    /// <summary>What the account holds: more than any run spends.</summary>
    public static IReadOnlyList<AssetBalance> Balances { get; } =
    [
        .. Prices.Keys.Select(pair => pair.Split('/')[0]).Append("USDT").Select(asset => new AssetBalance
        {
            Asset = asset, Free = Plenty, Locked = 0m,
        }),
    ];

    /// <summary>Best prices of a pair.</summary>
    /// <param name="symbol">The pair.</param>
    public static MarketPrice Price(string symbol) => new()
    {
        Symbol = symbol, Bid = Prices[symbol], Ask = Prices[symbol] + 0.01m, Last = Prices[symbol],
    };

    /// <summary>The rules of a pair.</summary>
    /// <param name="symbol">The pair.</param>
    public static SymbolRulesSnapshot Rules(string symbol) => new()
    {
        Symbol = symbol,
        VenueSymbol = symbol.Replace("/", "", StringComparison.Ordinal),
        Status = "TRADING",
        BasePrecision = 8,
        QuotePrecision = 8,
        Filters =
        [
            Filter("PRICE_FILTER", ("minPrice", "0.01"), ("maxPrice", "1000000"), ("tickSize", "0.01")),
            Filter("LOT_SIZE", ("minQty", "0.00001"), ("maxQty", "9000"), ("stepSize", "0.00001")),
            Filter(
                "NOTIONAL", ("minNotional", "5"), ("applyMinToMarket", "true"), ("maxNotional", "9000000"), ("applyMaxToMarket", "false")),
        ],
    };

    private static SymbolFilterSnapshot Filter(string name, params (string Key, string Value)[] values) =>
        new() { Name = name, Values = values.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) };
}
