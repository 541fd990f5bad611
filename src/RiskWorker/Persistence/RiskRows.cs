namespace Bot3.Messaging.RiskWorker.Persistence;

// Shapes of the tables for migrations and the reading side; the meaning of the columns is documented on the records they store.
internal sealed class DecisionRow
{
    public Guid DecisionId { get; init; }

    public Guid OrderId { get; init; }

    public required string Account { get; init; }

    public required string StrategyId { get; init; }

    public required string Symbol { get; init; }

    public required string Venue { get; init; }

    public bool Approved { get; init; }

    public long LimitsVersion { get; init; }

    public required string Reasons { get; init; }

    public required string Inputs { get; init; }

    public DateTimeOffset DecidedAt { get; init; }
}

internal sealed class ReservationRow
{
    public Guid OrderId { get; init; }

    public required string Account { get; init; }

    public required string StrategyId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required string Side { get; init; }

    public decimal Quantity { get; init; }

    public decimal Filled { get; init; }

    public decimal OpeningQuantity { get; init; }

    public decimal NotionalUsd { get; init; }

    public required string SpendAsset { get; init; }

    public decimal SpendAmount { get; init; }

    public decimal? FinalFilled { get; init; }

    public DateTimeOffset ReservedAt { get; init; }

    public bool Open { get; init; }
}

internal sealed class FillRow
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required string TradeId { get; init; }

    public required string VenueOrderId { get; init; }

    public Guid OrderId { get; init; }

    public required string Account { get; init; }

    public required string StrategyId { get; init; }

    public required string Side { get; init; }

    public decimal Price { get; init; }

    public decimal Quantity { get; init; }

    public decimal Fee { get; init; }

    public string? FeeAsset { get; init; }

    public decimal? FeePriceInQuote { get; init; }

    public bool IsMaker { get; init; }

    public DateTimeOffset ExecutedAt { get; init; }

    public long AppliedSequence { get; init; }
}

internal sealed class PositionRow
{
    public required string Account { get; init; }

    public required string StrategyId { get; init; }

    public required string Symbol { get; init; }

    public decimal NetQuantity { get; init; }

    public decimal? AverageEntryPrice { get; init; }

    public decimal RealisedPnl { get; init; }

    public required string Document { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
