namespace Bot3.Messaging.Domain.Orders;

/// <summary>An order as plain values, for storage: <see cref="Order.ToSnapshot"/>, <see cref="Order.FromSnapshot"/>.</summary>
/// <remarks>Only primitives, so that any serialiser keeps it exactly. Each property means what it means on <see cref="Order"/>.</remarks>
public sealed record OrderSnapshot
{
    /// <summary>The caller's id.</summary>
    public required Guid OrderId { get; init; }

    /// <summary>Who ordered.</summary>
    public required string StrategyId { get; init; }

    /// <summary>Which account pays.</summary>
    public required string AccountId { get; init; }

    /// <summary><c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Buy or sell.</summary>
    public required Side Side { get; init; }

    /// <summary>How the order finds its price.</summary>
    public required OrderType Type { get; init; }

    /// <summary>Base units as first ordered.</summary>
    public required decimal OrderedQuantity { get; init; }

    /// <summary>Limit price as first ordered.</summary>
    public decimal? OrderedLimitPrice { get; init; }

    /// <summary>Base units after modifications.</summary>
    public required decimal Quantity { get; init; }

    /// <summary>Limit price after modifications.</summary>
    public decimal? LimitPrice { get; init; }

    /// <summary>Trigger price.</summary>
    public decimal? TriggerPrice { get; init; }

    /// <summary>Stop-loss price.</summary>
    public decimal? StopLoss { get; init; }

    /// <summary>Take-profit price.</summary>
    public decimal? TakeProfit { get; init; }

    /// <summary>How long the order stays.</summary>
    public required TimeInForce TimeInForce { get; init; }

    /// <summary>When it expires.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Where the order stands.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>Base units filled.</summary>
    public required decimal FilledQuantity { get; init; }

    /// <summary>Quote units that the fills cost or brought.</summary>
    public required decimal FilledNotional { get; init; }

    /// <summary>Fees by asset code.</summary>
    public IReadOnlyDictionary<string, decimal> Fees { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Trades counted, oldest first.</summary>
    public IReadOnlyList<string> TradeIds { get; init; } = [];

    /// <summary>Base units traded that should not have been.</summary>
    public decimal UnexpectedQuantity { get; init; }

    /// <summary>Filled quantity that the venue reported at the end.</summary>
    public decimal? ReportedFilledQuantity { get; init; }

    /// <summary>The venue's number.</summary>
    public string? VenueOrderId { get; init; }

    /// <summary>The attempt under way.</summary>
    public required int Attempt { get; init; }

    /// <summary>The expiry that we keep has been reached.</summary>
    public bool ExpiryReached { get; init; }

    /// <summary>Quantity asked for by a modification under way.</summary>
    public decimal? RequestedQuantity { get; init; }

    /// <summary>Limit price asked for by a modification under way.</summary>
    public decimal? RequestedLimitPrice { get; init; }

    /// <summary>Why the order was denied, rejected or given up, or the last doubt.</summary>
    public string? Reason { get; init; }

    /// <summary>The time of the latest event applied.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
