using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Portfolio;

/// <summary>One trade as the books know it; unique by (venue, symbol, trade id, venue order id).</summary>
public sealed record StoredFill
{
    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue's trade id.</summary>
    public required string TradeId { get; init; }

    /// <summary>The venue's order id. It belongs to the key: when two of our own orders meet, both sides carry the same trade id.</summary>
    public required string VenueOrderId { get; init; }

    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Price in the quote asset.</summary>
    public required decimal Price { get; init; }

    /// <summary>Amount of the base asset.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Fee in <see cref="FeeAsset"/>.</summary>
    public required decimal Fee { get; init; }

    /// <summary>The fee's asset; null without a fee.</summary>
    public string? FeeAsset { get; init; }

    /// <summary>
    /// Price of one unit of the fee's asset in the quote asset when it was applied; null when the fee needed or had none.
    /// </summary>
    public decimal? FeePriceInQuote { get; init; }

    /// <summary>Whether our order was the resting side.</summary>
    public required bool IsMaker { get; init; }

    /// <summary>The venue's time of the trade.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }
}
