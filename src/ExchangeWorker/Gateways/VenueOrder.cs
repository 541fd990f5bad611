using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>Where a venue says that an order stands.</summary>
public enum VenueOrderStatus
{
    /// <summary>Open, nothing executed.</summary>
    Open,

    /// <summary>Open, a part executed.</summary>
    PartiallyFilled,

    /// <summary>Executed whole.</summary>
    Filled,

    /// <summary>Cancelled; a part may be executed.</summary>
    Cancelled,

    /// <summary>Ended by the venue; a part may be executed.</summary>
    Expired,

    /// <summary>Refused.</summary>
    Rejected,
}

/// <summary>An order as a venue reports it.</summary>
public sealed record VenueOrder
{
    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue's order id.</summary>
    public required string VenueOrderId { get; init; }

    /// <summary>The client order id that the order was placed with (of the order, not of a cancel).</summary>
    public required string ClientOrderId { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Status by the venue.</summary>
    public required VenueOrderStatus Status { get; init; }

    /// <summary>Amount ordered, base asset.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Amount executed, base asset.</summary>
    public required decimal ExecutedQuantity { get; init; }

    /// <summary>Why the venue ended or refused it, if it said so.</summary>
    public string? Reason { get; init; }

    /// <summary>The venue's time of this report.</summary>
    public required DateTimeOffset ReportedAt { get; init; }
}

/// <summary>One trade as a venue reports it.</summary>
public sealed record VenueTrade
{
    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue's trade id, unique and rising per symbol.</summary>
    public required long TradeId { get; init; }

    /// <summary>The venue's order id.</summary>
    public required string VenueOrderId { get; init; }

    /// <summary>The client order id, where the report carries it (trade lists do not).</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>Price in the quote asset.</summary>
    public required decimal Price { get; init; }

    /// <summary>Amount of the base asset.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Fee in <see cref="FeeAsset"/>.</summary>
    public required decimal Fee { get; init; }

    /// <summary>The fee's asset; null when none was taken.</summary>
    public string? FeeAsset { get; init; }

    /// <summary>Whether our order was the resting side.</summary>
    public required bool IsMaker { get; init; }

    /// <summary>The venue's time of the trade.</summary>
    public required DateTimeOffset ExecutedAt { get; init; }
}
