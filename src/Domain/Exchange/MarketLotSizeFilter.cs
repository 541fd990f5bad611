using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>MARKET_LOT_SIZE: bounds and step of the quantity of market orders, beside <see cref="LotSizeFilter"/>.</summary>
/// <param name="QuantityMin">Least quantity; 0 for none.</param>
/// <param name="QuantityMax">Greatest quantity; 0 for none.</param>
/// <param name="StepSize">Quantities are multiples of this; 0 for any.</param>
public sealed record MarketLotSizeFilter(decimal QuantityMin, decimal QuantityMax, decimal StepSize) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "MARKET_LOT_SIZE";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.Type is OrderType.Market)
            Grid(nameof(order.Quantity), order.Quantity, QuantityMin, QuantityMax, StepSize, ref breaches);
    }
}
