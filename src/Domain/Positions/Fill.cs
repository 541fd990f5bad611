using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Positions;

/// <summary>One trade of ours; (venue, symbol, trade id) names it for ever.</summary>
public sealed record Fill
{
    /// <summary>Where it traded.</summary>
    public required VenueId Venue { get; init; }

    /// <summary>What traded.</summary>
    public required Symbol Symbol { get; init; }

    /// <summary>The venue's number, unique per venue and symbol.</summary>
    public required TradeId TradeId { get; init; }

    /// <summary>Of which order.</summary>
    public required OrderId OrderId { get; init; }

    /// <summary>For which account.</summary>
    public required AccountId AccountId { get; init; }

    /// <summary>For which strategy.</summary>
    public required StrategyId StrategyId { get; init; }

    /// <summary>Bought or sold.</summary>
    public required Side Side { get; init; }

    /// <summary>Quote units per base unit.</summary>
    public required Price Price { get; init; }

    /// <summary>Base units traded, before fees; above zero.</summary>
    public required Quantity Quantity { get; init; }

    /// <summary>Fee in units of <see cref="FeeAsset"/>; negative for a rebate.</summary>
    public required decimal Fee { get; init; }

    /// <summary>The asset that the fee was taken in; null only when the fee is zero.</summary>
    public AssetCode? FeeAsset { get; init; }

    /// <summary>True when our order rested and the other came to it.</summary>
    public required bool IsMaker { get; init; }

    /// <summary>The venue's time of the trade.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
