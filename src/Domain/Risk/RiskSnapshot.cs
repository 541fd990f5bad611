using Bot3.Messaging.Domain.Exchange;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>All that a decision looks at, at one moment, for the account, strategy and symbol of one request.</summary>
public sealed record RiskSnapshot
{
    /// <summary>The moment of the decision.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The account is configured here.</summary>
    public required bool IsAccountKnown { get; init; }

    /// <summary>The venue's symbols are loaded; tells an unknown symbol from rules not read yet.</summary>
    public required bool AreVenueRulesLoaded { get; init; }

    /// <summary>The venue's rules of the symbol; null when there are none.</summary>
    public SymbolRules? Rules { get; init; }

    /// <summary>The symbol's market; null when none was seen.</summary>
    public MarketPrice? Market { get; init; }

    /// <summary>USD per unit of an asset; dollar-like assets need no entry.</summary>
    public IReadOnlyDictionary<AssetCode, decimal> UsdRates { get; init; } = new Dictionary<AssetCode, decimal>();

    /// <summary>Base units held by the position that the order belongs to; negative for a short.</summary>
    public decimal PositionQuantity { get; init; }

    /// <summary>Base units reserved by open buy orders of that position.</summary>
    public decimal OpenBuyQuantity { get; init; }

    /// <summary>Base units reserved by open sell orders of that position.</summary>
    public decimal OpenSellQuantity { get; init; }

    /// <summary>Reserved value of the open orders of that position that open exposure, in USD.</summary>
    public decimal OpenExposureUsd { get; init; }

    /// <summary>Spendable units by asset: free balance less what approved orders have reserved. No entry means nothing.</summary>
    public IReadOnlyDictionary<AssetCode, decimal> Available { get; init; } = new Dictionary<AssetCode, decimal>();

    /// <summary>What the venue's filters compare with; its price falls back to the market's mark.</summary>
    public MarketReference Reference { get; init; } = MarketReference.None;

    /// <summary>USD per unit of an asset; null when unknown.</summary>
    public decimal? UsdRate(AssetCode asset) =>
        UsdAssets.Contains(asset) ? 1m : UsdRates.TryGetValue(asset, out var rate) && rate > 0 ? rate : null;
}
