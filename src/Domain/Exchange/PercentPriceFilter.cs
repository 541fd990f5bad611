using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>PERCENT_PRICE: the limit price stays within multiples of the reference price; skipped where that is unknown.</summary>
/// <param name="MultiplierDown">Least price as a multiple of the reference.</param>
/// <param name="MultiplierUp">Greatest price as a multiple of the reference.</param>
public sealed record PercentPriceFilter(decimal MultiplierDown, decimal MultiplierUp) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "PERCENT_PRICE";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is { } price && market.Price is { } reference)
            Grid(nameof(order.LimitPrice), price, reference * MultiplierDown, reference * MultiplierUp, 0, ref breaches);
    }
}
