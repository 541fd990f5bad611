using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>Assets that count as one US dollar each.</summary>
/// <remarks>A convention of this system: their small premiums are below what the limits care for.</remarks>
public static class UsdAssets
{
    /// <summary>True for an asset that counts as a dollar.</summary>
    public static bool Contains(AssetCode asset) => asset.Value
        is "USD" or "USDT" or "USDC" or "FDUSD" or "TUSD" or "USDP" or "DAI";
}
