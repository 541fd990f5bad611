using Bot3.Messaging.Domain.Values;

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
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        Grid(nameof(order.Quantity), order.Quantity, QuantityMin, QuantityMax, StepSize, ref breaches);
        if (order.IcebergQuantity is { } iceberg)
            Grid(nameof(order.IcebergQuantity), iceberg, QuantityMin, QuantityMax, StepSize, ref breaches);
    }
}
