namespace Bot3.Messaging.Contracts;

/// <summary>
/// Broadcast, every few seconds and on change: what an account holds at its venue. Told again anyway, so never stored or retried.
/// </summary>
public sealed record AccountBalancesSnapshot
{
    /// <summary>The account.</summary>
    public required string Account { get; init; }

    /// <summary>The venue.</summary>
    public required string Venue { get; init; }

    /// <summary>Every asset held.</summary>
    public required IReadOnlyList<AssetBalance> Balances { get; init; }

    /// <summary>When the balances were read.</summary>
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>One asset's balance.</summary>
public sealed record AssetBalance
{
    /// <summary>The asset, for example <c>USDT</c>.</summary>
    public required string Asset { get; init; }

    /// <summary>What new orders may use.</summary>
    public required decimal Free { get; init; }

    /// <summary>What open orders hold.</summary>
    public required decimal Locked { get; init; }
}
