using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>What an approval sets aside until the order has ended.</summary>
public readonly record struct Reservation
{
    /// <summary>Base units of the order.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Base units of it that open exposure.</summary>
    public required decimal OpeningQuantity { get; init; }

    /// <summary>Quote per base that the numbers below were made with.</summary>
    public required decimal EntryPrice { get; init; }

    /// <summary>USD per quote unit that the numbers below were made with.</summary>
    public required decimal UsdRate { get; init; }

    /// <summary>Value of the opening quantity, in USD; counts against the position size.</summary>
    public required decimal NotionalUsd { get; init; }

    /// <summary>Loss of the opening quantity at the stop, in USD.</summary>
    public required decimal RiskUsd { get; init; }

    /// <summary>The asset that the order spends: quote for a buy, base for a sell.</summary>
    public required AssetCode SpentAsset { get; init; }

    /// <summary>Units of it.</summary>
    public required decimal SpentAmount { get; init; }

    /// <summary>The asset that the order brings in.</summary>
    public required AssetCode BoughtAsset { get; init; }

    /// <summary>Units of it, before fees.</summary>
    public required decimal BoughtAmount { get; init; }

    /// <summary>True when the order opens nothing.</summary>
    public bool IsCloseOnly => OpeningQuantity == 0;
}
