namespace Bot3.Messaging.Contracts;

/// <summary>Broadcast, every few seconds and on change: what a venue accepts. Told again anyway, so never stored or retried.</summary>
public sealed record VenueRulesSnapshot
{
    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The rules of every symbol that the venue's accounts trade.</summary>
    public required IReadOnlyList<SymbolRulesSnapshot> Symbols { get; init; }

    /// <summary>When the rules were read.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The rules of one symbol, as the venue states them.</summary>
public sealed record SymbolRulesSnapshot
{
    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>The venue's own name of the pair, for example <c>BTCUSDT</c>.</summary>
    public required string VenueSymbol { get; init; }

    /// <summary>The venue's status word; <c>TRADING</c> when new orders are taken.</summary>
    public required string Status { get; init; }

    /// <summary>Decimal places of the base asset.</summary>
    public required int BasePrecision { get; init; }

    /// <summary>Decimal places of the quote asset.</summary>
    public required int QuotePrecision { get; init; }

    /// <summary>The filters, by the venue's names.</summary>
    public required IReadOnlyList<SymbolFilterSnapshot> Filters { get; init; }
}

/// <summary>One filter with its parameters as the venue wrote them.</summary>
public sealed record SymbolFilterSnapshot
{
    /// <summary>For example <c>LOT_SIZE</c>.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Parameter name to value, for example <c>stepSize</c> to <c>0.00001000</c>; booleans as <c>true</c> and <c>false</c>.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }
}
