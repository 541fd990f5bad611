namespace Bot3.Messaging.ExchangeWorker.Leases;

/// <summary>Who may trade an account, and until when.</summary>
internal sealed record Lease
{
    public required string Account { get; init; }

    /// <summary>The process that holds it.</summary>
    public required string Owner { get; init; }

    /// <summary>The fencing token: one more with every change of the owner.</summary>
    public required long Token { get; init; }

    /// <summary>By the clock of the store (the database's, not the worker's).</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
