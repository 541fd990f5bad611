namespace Bot3.Messaging.Domain.Exchange;

/// <summary>LOT_SIZE: bounds and step of the quantity, and of the visible part of an iceberg.</summary>
/// <param name="QuantityMin">Least quantity; 0 for none.</param>
/// <param name="QuantityMax">Greatest quantity; 0 for none.</param>
/// <param name="StepSize">Quantities are multiples of this; 0 for any.</param>
public sealed record LotSizeFilter(decimal QuantityMin, decimal QuantityMax, decimal StepSize) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "LOT_SIZE";

    /// <inheritdoc/>
    public override IEnumerable<FilterBreach> Check(CandidateOrder order, MarketReference market)
    {
        ArgumentNullException.ThrowIfNull(order);
        var whole = Grid(nameof(order.Quantity), order.Quantity, QuantityMin, QuantityMax, StepSize);
        return order.IcebergQuantity is { } iceberg
            ? whole.Concat(Grid(nameof(order.IcebergQuantity), iceberg, QuantityMin, QuantityMax, StepSize)) : whole;
    }
}
