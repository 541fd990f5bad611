using System.Collections.Immutable;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>The four symbols of a simulator that was told nothing else, with grids like the live venue's.</summary>
internal static class DefaultSymbols
{
    public static ImmutableArray<SymbolOptions> All { get; } =
    [
        new()
        {
            BaseAsset = "BTC", QuoteAsset = "USDT", StartPrice = 65_000m, TickSize = 0.01m, StepSize = 0.00001m,
            NotionalMin = 5m, LevelQuantity = 1.5m,
        },
        new()
        {
            BaseAsset = "ETH", QuoteAsset = "USDT", StartPrice = 3_200m, TickSize = 0.01m, StepSize = 0.0001m,
            NotionalMin = 5m, LevelQuantity = 30m, MarketQuantityMax = 3_000m,
        },
        new()
        {
            BaseAsset = "BNB", QuoteAsset = "USDT", StartPrice = 600m, TickSize = 0.01m, StepSize = 0.001m,
            NotionalMin = 5m, LevelQuantity = 150m, QuantityMax = 900_000m, MarketQuantityMax = 5_000m,
        },
        new()
        {
            BaseAsset = "ETH", QuoteAsset = "BTC", StartPrice = 0.05m, TickSize = 0.00001m, StepSize = 0.0001m,
            NotionalMin = 0.0001m, LevelQuantity = 30m, PriceMax = 922_327m, MarketQuantityMax = 3_000m,
        },
    ];
}
