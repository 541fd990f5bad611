using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>The numbers of an order that a venue's filters look at, exactly as they would be sent.</summary>
public readonly record struct CandidateOrder
{
    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How the order finds its price.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Base units.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price, for types that have one.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Trigger price (the venue's <c>stopPrice</c>).</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>The visible part of an iceberg order, in base units.</summary>
    public decimal? IcebergQuantity { get; init; }

    /// <summary>Trailing distance in basis points.</summary>
    public int? TrailingDelta { get; init; }
}
