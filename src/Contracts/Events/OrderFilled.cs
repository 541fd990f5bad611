namespace Bot3.Messaging.Contracts;

/// <summary>One trade of an order. Applied once by (venue, symbol, trade id).</summary>
public sealed record OrderFilled
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The client order id of the placement.</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The venue's own order id.</summary>
    public required string VenueOrderId { get; init; }

    /// <summary>The venue's trade id, unique per venue and symbol.</summary>
    public required string TradeId { get; init; }

    /// <summary>Price of this trade in the quote asset.</summary>
    public required decimal Price { get; init; }

    /// <summary>Amount of the base asset in this trade.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Fee of this trade, in <see cref="FeeAsset"/>; not negative.</summary>
    public required decimal Fee { get; init; }

    /// <summary>The asset that the fee was taken in; null when there was none.</summary>
    public string? FeeAsset { get; init; }

    /// <summary>Whether the order was the resting side.</summary>
    public required bool IsMaker { get; init; }

    /// <summary>The quantity ordered in this slice, in the base asset.</summary>
    public required decimal OrderQuantity { get; init; }

    /// <summary>When it happened, by the venue's clock where the venue told it.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}
