namespace Bot3.Messaging.Contracts;

/// <summary>
/// Broadcast, about once a second per venue: the prices that risk decides by. Told again anyway, so never stored or retried.
/// </summary>
public sealed record MarketSnapshot
{
    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>The prices; every symbol that the venue's accounts trade.</summary>
    public required IReadOnlyList<MarketPrice> Prices { get; init; }

    /// <summary>When the prices were read.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>Prices of one symbol, in its quote asset.</summary>
public sealed record MarketPrice
{
    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Best bid; null when nobody bids.</summary>
    public decimal? Bid { get; init; }

    /// <summary>Best ask; null when nobody offers.</summary>
    public decimal? Ask { get; init; }

    /// <summary>Last trade; null before the first.</summary>
    public decimal? Last { get; init; }
}
