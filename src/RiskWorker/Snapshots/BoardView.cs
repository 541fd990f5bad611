using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Snapshots;

/// <summary>What one decision sees of the outside.</summary>
/// <param name="Market">Prices, if any were heard.</param>
/// <param name="Rules">Rules, if any were heard.</param>
/// <param name="Balances">Balances, if any were heard.</param>
internal sealed record BoardView(MarketSnapshot? Market, VenueRulesSnapshot? Rules, AccountBalancesSnapshot? Balances)
{
    /// <summary>Whether all three are known and the prices are recent enough.</summary>
    /// <param name="now">The present time.</param>
    /// <param name="maxAge">How old prices may be.</param>
    public bool IsFresh(DateTimeOffset now, TimeSpan maxAge)
        => Rules is not null && Balances is not null && Market is { } market && now - market.OccurredAt <= maxAge;
}
