using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>PRICE_FILTER: bounds and tick size of limit and trigger price.</summary>
/// <param name="PriceMin">Least price; 0 for none.</param>
/// <param name="PriceMax">Greatest price; 0 for none.</param>
/// <param name="TickSize">Prices are multiples of this; 0 for any.</param>
public sealed record PriceFilter(decimal PriceMin, decimal PriceMax, decimal TickSize) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "PRICE_FILTER";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is { } price)
            Grid(nameof(order.LimitPrice), price, PriceMin, PriceMax, TickSize, ref breaches);
        if (order.TriggerPrice is { } stop)
            Grid(nameof(order.TriggerPrice), stop, PriceMin, PriceMax, TickSize, ref breaches);
    }
}
