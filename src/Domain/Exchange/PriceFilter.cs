using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>PRICE_FILTER: bounds and tick size of limit and trigger price.</summary>
/// <param name="PriceMin">Least price; 0 for none.</param>
/// <param name="PriceMax">Greatest price; 0 for none.</param>
/// <param name="TickSize">Prices are multiples of this; 0 for any.</param>
public sealed record PriceFilter(decimal PriceMin, decimal PriceMax, decimal TickSize) : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly Bounds _bounds = new(PriceMin, PriceMax, TickSize);

    /// <summary>Least price; 0 for none.</summary>
    public decimal PriceMin { get; } = PriceMin;

    /// <summary>Greatest price; 0 for none.</summary>
    public decimal PriceMax { get; } = PriceMax;

    /// <summary>Prices are multiples of this; 0 for any.</summary>
    public decimal TickSize { get; } = TickSize;

    /// <inheritdoc/>
    public override string Name => "PRICE_FILTER";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        (order.LimitPrice == 0 || _bounds.AreSurelyKept(order.LimitPrice))
        && (order.TriggerPrice == 0 || _bounds.AreSurelyKept(order.TriggerPrice));

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is { } price)
            _bounds.Check(this, nameof(order.LimitPrice), price, ref breaches);
        if (order.TriggerPrice is { } stop)
            _bounds.Check(this, nameof(order.TriggerPrice), stop, ref breaches);
    }
}
