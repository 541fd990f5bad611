using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Risk;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.RiskWorker.Snapshots;

/// <summary>What an asset is worth in USD, read from the live prices of its pairs with dollar-like quotes.</summary>
internal static class Rates
{
    /// <summary>USD per unit, for every asset that has a pair with a dollar-like quote.</summary>
    /// <param name="market">The prices.</param>
    public static IReadOnlyDictionary<AssetCode, decimal> UsdRates(MarketSnapshot? market)
    {
        var rates = new Dictionary<AssetCode, decimal>();
        foreach (var price in market?.Prices ?? [])
        {
            var symbol = Symbol.Parse(price.Symbol);
            if (UsdAssets.Contains(symbol.Quote) && Mark(price) is { } mark)
                rates.TryAdd(symbol.Base, mark);
        }

        return rates;
    }

    /// <summary>Quote units per unit of a fee asset; null when there is no price, or none is needed.</summary>
    /// <param name="market">The prices.</param>
    /// <param name="feeAsset">The fee's asset.</param>
    /// <param name="symbol">The pair that was traded.</param>
    public static decimal? FeePriceInQuote(MarketSnapshot? market, AssetCode feeAsset, Symbol symbol)
    {
        if (feeAsset == symbol.Base || feeAsset == symbol.Quote)
            return null;
        var rates = UsdRates(market);
        return Usd(rates, feeAsset) / Usd(rates, symbol.Quote);
    }

    private static decimal? Usd(IReadOnlyDictionary<AssetCode, decimal> rates, AssetCode asset)
        => UsdAssets.Contains(asset) ? 1m : rates.TryGetValue(asset, out var rate) ? rate : null;

    private static decimal? Mark(Contracts.MarketPrice price) => price.Last ?? price.Bid ?? price.Ask;
}
