using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.OrderSaga.Persistence;

/// <summary>An order as people look at it.</summary>
public sealed record OrderSummary
{
    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required OrderSide Side { get; init; }

    /// <summary>The order type.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Where it stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Base units ordered.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price in the quote asset.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Base units filled.</summary>
    public required decimal FilledQuantity { get; init; }

    /// <summary>Average price of the fills in the quote asset.</summary>
    public decimal? AveragePrice { get; init; }

    /// <summary>The venue, once risk has named it.</summary>
    public string? Venue { get; init; }

    /// <summary>The client order id of the last attempt.</summary>
    public string? ClientOrderId { get; init; }

    /// <summary>The venue's own order id.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>The stored risk decision.</summary>
    public Guid? RiskDecisionId { get; init; }

    /// <summary>Why, for refusals, doubts and failures.</summary>
    public IReadOnlyList<RefusalReason> Reasons { get; init; } = [];

    /// <summary>When it was taken in.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last change.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
