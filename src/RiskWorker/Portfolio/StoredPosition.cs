namespace Bot3.Messaging.RiskWorker.Portfolio;

/// <summary>A position as stored, for one account, strategy and symbol.</summary>
public sealed record StoredPosition
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The strategy.</summary>
    public required string StrategyId { get; init; }

    /// <summary>The pair as <c>BASE/QUOTE</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Net amount of the base asset after fees taken in it; negative when short.</summary>
    public required decimal NetQuantity { get; init; }

    /// <summary>Average entry price in the quote asset; null when flat.</summary>
    public decimal? AverageEntryPrice { get; init; }

    /// <summary>Realised profit and loss in the quote asset, fees in quote or converted fees taken off.</summary>
    public required decimal RealisedPnl { get; init; }

    /// <summary>The whole position as the domain's snapshot, JSON.</summary>
    public required string DocumentJson { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}
