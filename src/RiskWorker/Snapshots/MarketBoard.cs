using System.Collections.Concurrent;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.RiskWorker.Snapshots;

/// <summary>The latest broadcasts that this process has heard: prices, rules and balances. Older ones never replace newer ones.</summary>
/// <param name="timeProvider">The clock that waiting goes by.</param>
internal sealed class MarketBoard(TimeProvider timeProvider)
{
    // How often a waiting decision looks again. Broadcasts come about once a second.
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentDictionary<string, MarketSnapshot> _markets = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, VenueRulesSnapshot> _rules = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Account, string Venue), AccountBalancesSnapshot> _balances = new();

    /// <summary>Takes a broadcast of prices.</summary>
    /// <param name="snapshot">The broadcast.</param>
    public void Take(MarketSnapshot snapshot)
        => _markets.AddOrUpdate(snapshot.Venue, snapshot, (_, held) => held.OccurredAt > snapshot.OccurredAt ? held : snapshot);

    /// <summary>Takes a broadcast of rules.</summary>
    /// <param name="snapshot">The broadcast.</param>
    public void Take(VenueRulesSnapshot snapshot)
        => _rules.AddOrUpdate(snapshot.Venue, snapshot, (_, held) => held.OccurredAt > snapshot.OccurredAt ? held : snapshot);

    /// <summary>Takes a broadcast of balances.</summary>
    /// <param name="snapshot">The broadcast.</param>
    public void Take(AccountBalancesSnapshot snapshot)
        => _balances.AddOrUpdate(
            (snapshot.Account, snapshot.Venue), snapshot, (_, held) => held.OccurredAt > snapshot.OccurredAt ? held : snapshot);

    /// <summary>What is known of a venue and an account now.</summary>
    /// <param name="venue">The venue.</param>
    /// <param name="account">The account.</param>
    public BoardView View(string venue, string account)
        => new(_markets.GetValueOrDefault(venue), _rules.GetValueOrDefault(venue), _balances.GetValueOrDefault((account, venue)));

    /// <summary>
    /// Waits until prices no older than <paramref name="maxAge"/>, rules and balances are known, or until <paramref name="patience"/> is
    /// over:
    /// a worker that has just started, or an exchange worker that is being restarted, should not turn good orders away.
    /// </summary>
    /// <param name="venue">The venue.</param>
    /// <param name="account">The account.</param>
    /// <param name="maxAge">How old prices and balances may be.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What is known then, complete or not.</returns>
    public async Task<BoardView> WaitAsync(string venue, string account, TimeSpan maxAge, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        while (true)
        {
            var view = View(venue, account);
            if (view.IsFresh(timeProvider.GetUtcNow(), maxAge) || timeProvider.GetElapsedTime(started) >= patience)
                return view;
            await Task.Delay(LookInterval, timeProvider, cancellationToken);
        }
    }
}
