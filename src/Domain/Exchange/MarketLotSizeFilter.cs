using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MARKET_LOT_SIZE: bounds and step of the quantity of market orders, beside <see cref="LotSizeFilter"/>.</summary>
/// <param name="QuantityMin">Least quantity; 0 for none.</param>
/// <param name="QuantityMax">Greatest quantity; 0 for none.</param>
/// <param name="StepSize">Quantities are multiples of this; 0 for any.</param>
public sealed record MarketLotSizeFilter(decimal QuantityMin, decimal QuantityMax, decimal StepSize) : SymbolFilter
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
    public override string Name => "MARKET_LOT_SIZE";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        order.Type is not OrderType.Market || _bounds.AreSurelyKept(order.Quantity);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.Type is OrderType.Market)
            _bounds.Check(this, nameof(order.Quantity), order.Quantity, ref breaches);
    }
}
