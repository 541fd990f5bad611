using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>PERCENT_PRICE: the limit price stays within multiples of the reference price; skipped where that is unknown.</summary>
/// <param name="MultiplierDown">Least price as a multiple of the reference.</param>
/// <param name="MultiplierUp">Greatest price as a multiple of the reference.</param>
public sealed record PercentPriceFilter(decimal MultiplierDown, decimal MultiplierUp) : SymbolFilter
{
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly PriceBand _band = new(MultiplierDown, MultiplierUp);

    /// <summary>Least price as a multiple of the reference.</summary>
    public decimal MultiplierDown { get; } = MultiplierDown;

    /// <summary>Greatest price as a multiple of the reference.</summary>
    public decimal MultiplierUp { get; } = MultiplierUp;

    /// <inheritdoc/>
    public override string Name => "PERCENT_PRICE";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        _band.IsSurelyKept(order.LimitPrice, order.ReferencePrice);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is { } price && market.Price is { } reference)
            Check(nameof(order.LimitPrice), price, reference * MultiplierDown, reference * MultiplierUp, ref breaches);
    }
}
