namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>A symbol's rules as the engine uses them.</summary>
internal sealed class SymbolRules(SymbolOptions options)
{
    /// <summary>Minutes of the average price that the percent and notional filters refer to.</summary>
    public const int AveragePriceMinutes = 5;

    /// <summary>The limits of now: filters may change while the venue runs, assets never.</summary>
    public SymbolOptions Options { get; set; } = options;

    public string Name { get; } = options.Name;

    /// <summary>The name in stream names: lower case.</summary>
    public string StreamName { get; } = options.Name.ToLowerInvariant();

    public string BaseAsset { get; } = options.BaseAsset;

    public string QuoteAsset { get; } = options.QuoteAsset;

    public decimal TickSize => Options.TickSize;

    public decimal StepSize => Options.StepSize;
}
