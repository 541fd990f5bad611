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
    // Made of the properties, which for that reason cannot be changed by "with".
    private readonly PriceBand _bidBand = new(BidMultiplierDown, BidMultiplierUp);
    private readonly PriceBand _askBand = new(AskMultiplierDown, AskMultiplierUp);

    /// <summary>Least price of a buy, as a multiple of the reference.</summary>
    public decimal BidMultiplierDown { get; } = BidMultiplierDown;

    /// <summary>Greatest price of a buy.</summary>
    public decimal BidMultiplierUp { get; } = BidMultiplierUp;

    /// <summary>Least price of a sell.</summary>
    public decimal AskMultiplierDown { get; } = AskMultiplierDown;

    /// <summary>Greatest price of a sell.</summary>
    public decimal AskMultiplierUp { get; } = AskMultiplierUp;

    /// <inheritdoc/>
    public override string Name => "PERCENT_PRICE_BY_SIDE";

    /// <inheritdoc/>
    internal override bool IsSurelyKept(in OrderGlance order) =>
        (order.Side is Side.Buy ? _bidBand : _askBand).IsSurelyKept(order.LimitPrice, order.ReferencePrice);

    /// <inheritdoc/>
    public override void Check(in CandidateOrder order, MarketReference market, ref Findings<FilterBreach> breaches)
    {
        if (order.LimitPrice is not { } price || market.Price is not { } reference)
            return;
        var (down, up) = order.Side is Side.Buy ? (BidMultiplierDown, BidMultiplierUp) : (AskMultiplierDown, AskMultiplierUp);
        Check(nameof(order.LimitPrice), price, reference * down, reference * up, ref breaches);
    }
}
