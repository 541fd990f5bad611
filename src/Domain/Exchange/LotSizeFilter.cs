using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>LOT_SIZE: bounds and step of the quantity, and of the visible part of an iceberg.</summary>
/// <param name="QuantityMin">Least quantity; 0 for none.</param>
/// <param name="QuantityMax">Greatest quantity; 0 for none.</param>
/// <param name="StepSize">Quantities are multiples of this; 0 for any.</param>
public sealed record LotSizeFilter(decimal QuantityMin, decimal QuantityMax, decimal StepSize) : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly Bounds _bounds = new(QuantityMin, QuantityMax, StepSize);

    /// <summary>Least quantity; 0 for none.</summary>
    public decimal QuantityMin { get; } = QuantityMin;

    /// <summary>Greatest quantity; 0 for none.</summary>
    public decimal QuantityMax { get; } = QuantityMax;

    /// <summary>Quantities are multiples of this; 0 for any.</summary>
    public decimal StepSize { get; } = StepSize;

    /// <inheritdoc/>
    public override string Name => "LOT_SIZE";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) => _bounds.AreSurelyKept(order.Quantity);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        _bounds.Check(this, nameof(order.Quantity), order.Quantity, ref breaches);
        if (order.IcebergQuantity is { } iceberg)
            _bounds.Check(this, nameof(order.IcebergQuantity), iceberg, ref breaches);
    }
}
