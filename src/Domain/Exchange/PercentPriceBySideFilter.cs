using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Exchange;

/// <summary>PERCENT_PRICE_BY_SIDE: as <see cref="PercentPriceFilter"/>, with multiples per side.</summary>
/// <param name="BidMultiplierDown">Least price of a buy, as a multiple of the reference.</param>
/// <param name="BidMultiplierUp">Greatest price of a buy.</param>
/// <param name="AskMultiplierDown">Least price of a sell.</param>
/// <param name="AskMultiplierUp">Greatest price of a sell.</param>
public sealed record PercentPriceBySideFilter(
    decimal BidMultiplierDown,
    decimal BidMultiplierUp,
    decimal AskMultiplierDown,
    decimal AskMultiplierUp) : SymbolFilter
{
    /// <inheritdoc/>
    public override string Name => "PERCENT_PRICE_BY_SIDE";

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, in MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is not { } price || market.Price is not { } reference)
            return;
        var (down, up) = order.Side is Side.Buy ? (BidMultiplierDown, BidMultiplierUp) : (AskMultiplierDown, AskMultiplierUp);
        Grid(nameof(order.LimitPrice), price, reference * down, reference * up, 0, ref breaches);
    }
}
