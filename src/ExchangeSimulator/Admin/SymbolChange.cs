using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>What changes about a symbol while the venue runs. What is null stays as it is.</summary>
public sealed record SymbolChange
{
    /// <summary>What the market is open for.</summary>
    public SymbolStatus? Status { get; init; }

    /// <summary>Reference price in quote, above 0.</summary>
    public decimal? ReferencePrice { get; init; }

    /// <summary>True takes the reference price away; the symbol then answers null, not -2043.</summary>
    public bool RemoveReferencePrice { get; init; }

    /// <summary>PRICE_FILTER tick size in quote, above 0.</summary>
    public decimal? TickSize { get; init; }

    /// <summary>LOT_SIZE step in base, above 0.</summary>
    public decimal? StepSize { get; init; }

    /// <summary>NOTIONAL minimum in quote, at least 0.</summary>
    public decimal? NotionalMin { get; init; }

    /// <summary>LOT_SIZE maximum in base, above 0.</summary>
    public decimal? QuantityMax { get; init; }

    /// <summary>MAX_NUM_ORDERS, at least 1.</summary>
    public int? OpenOrdersMax { get; init; }

    /// <summary>PERCENT_PRICE_BY_SIDE upper factor, above 0.</summary>
    public decimal? PriceFactorUp { get; init; }

    /// <summary>PERCENT_PRICE_BY_SIDE lower factor, above 0.</summary>
    public decimal? PriceFactorDown { get; init; }

    /// <exception cref="ArgumentException">A value is out of its bounds.</exception>
    internal void Require()
    {
        decimal?[] positive = [ReferencePrice, TickSize, StepSize, QuantityMax, OpenOrdersMax, PriceFactorUp, PriceFactorDown];
        if (positive.Any(value => value <= 0) || NotionalMin < 0)
            throw new ArgumentException("referencePrice, tickSize, stepSize, quantityMax, openOrdersMax and the price factors must be above 0, "
                + "notionalMin at least 0.");
        if (ReferencePrice is not null && RemoveReferencePrice)
            throw new ArgumentException("referencePrice and removeReferencePrice exclude each other.");
        if (Status is { } status && !Enum.IsDefined(status))
            throw new ArgumentException($"status: {status} is not known.");
    }

    internal SymbolOptions Apply(SymbolOptions options) => options with
    {
        TickSize = TickSize ?? options.TickSize,
        StepSize = StepSize ?? options.StepSize,
        NotionalMin = NotionalMin ?? options.NotionalMin,
        QuantityMax = QuantityMax ?? options.QuantityMax,
        OpenOrdersMax = OpenOrdersMax ?? options.OpenOrdersMax,
        PriceFactorUp = PriceFactorUp ?? options.PriceFactorUp,
        PriceFactorDown = PriceFactorDown ?? options.PriceFactorDown,
    };
}
