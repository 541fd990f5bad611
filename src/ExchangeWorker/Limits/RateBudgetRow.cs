namespace Bot3.Messaging.ExchangeWorker.Limits;

/// <summary>The row of <see cref="IRateLedger"/>: one per limit, for its present window.</summary>
internal sealed record RateBudgetRow
{
    public required string Scope { get; init; }

    public required string Name { get; init; }

    /// <summary>The venue's time divided by the window's length.</summary>
    public required long WindowNumber { get; init; }

    /// <summary>What all workers have taken of the window.</summary>
    public required long Taken { get; init; }

    /// <summary>Until when the venue wants nothing more.</summary>
    public DateTimeOffset? HeldUntil { get; init; }
}
