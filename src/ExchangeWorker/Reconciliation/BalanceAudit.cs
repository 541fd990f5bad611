using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Reconciliation;

/// <summary>
/// Checks an account's balances against its trades: from one reading to another each asset must change by exactly what the trades in between
/// bought, sold and took as fees. A reading is judged at the next one, when the venue's list of trades has caught up; one that trades fell
/// upon cannot be told before from after, and is left out. Used by one reconciliation at a time.
/// </summary>
internal sealed class BalanceAudit
{
    /// <summary>How far the times of a reading and of a trade may be apart and still not say which came first.</summary>
    private static readonly TimeSpan Blur = TimeSpan.FromSeconds(2);

    /// <summary>Trades remembered; with more between two readings that agree, the audit starts anew.</summary>
    private const int TradesMax = 100_000;

    private readonly List<VenueTrade> _trades = [];
    private Reading? _base;
    private Reading? _pending;

    /// <summary>Takes trades that were read from the venue's list, each once.</summary>
    /// <param name="trades">The trades.</param>
    public void Add(IReadOnlyList<VenueTrade> trades)
    {
        if (_trades.Count + trades.Count > TradesMax)
            Restart();
        _trades.AddRange(trades.TakeLast(TradesMax));
    }

    /// <summary>Forgets what was read: what differs was told, and is the new beginning.</summary>
    public void Restart()
    {
        (_base, _pending) = (null, null);
        _trades.Clear();
    }

    /// <summary>Takes a reading of all balances, after the trades; judges the one before it.</summary>
    /// <param name="balances">All balances.</param>
    /// <param name="asked">When they were asked for.</param>
    /// <param name="answered">When they came.</param>
    /// <returns>The assets that did not change as the trades say.</returns>
    public IReadOnlyList<Difference> Take(IReadOnlyList<AssetBalance> balances, DateTimeOffset asked, DateTimeOffset answered)
    {
        var judged = _pending;
        var totals = balances.ToDictionary(balance => balance.Asset, balance => balance.Free + balance.Locked, StringComparer.Ordinal);
        _pending = new Reading(totals, asked - Blur, answered + Blur);
        if (judged is null || _trades.Exists(trade => trade.ExecutedAt >= judged.From && trade.ExecutedAt <= judged.To))
            return [];
        var differences = _base is null ? [] : Compare(_base, judged);
        if (differences.Count > 0)
            return differences;
        _base = judged;
        _trades.RemoveAll(trade => trade.ExecutedAt < judged.From);
        return [];
    }

    private List<Difference> Compare(Reading before, Reading after)
    {
        var expected = new Dictionary<string, decimal>(before.Totals, StringComparer.Ordinal);
        foreach (var trade in _trades.Where(trade => trade.ExecutedAt > before.To && trade.ExecutedAt < after.From))
            Apply(expected, trade);
        var differences = new List<Difference>();
        foreach (var asset in expected.Keys.Union(after.Totals.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var (ours, theirs) = (expected.GetValueOrDefault(asset), after.Totals.GetValueOrDefault(asset));
            if (ours != theirs)
            {
                differences.Add(new Difference(
                    DifferenceKinds.Balance,
                    asset,
                    string.Create(CultureInfo.InvariantCulture, $"the venue holds {theirs} {asset}; before, and by the trades since, it is {ours}")));
            }
        }

        return differences;
    }

    private static void Apply(Dictionary<string, decimal> totals, VenueTrade trade)
    {
        var assets = trade.Symbol.Split('/');
        var sign = trade.Side == OrderSide.Buy ? 1 : -1;
        Change(assets[0], sign * trade.Quantity);
        Change(assets[1], -sign * trade.Quantity * trade.Price);
        if (trade.FeeAsset is { } fee)
            Change(fee, -trade.Fee);

        void Change(string asset, decimal by) => totals[asset] = totals.GetValueOrDefault(asset) + by;
    }

    /// <summary>Totals of all assets, and between which times the venue read them.</summary>
    private sealed record Reading(Dictionary<string, decimal> Totals, DateTimeOffset From, DateTimeOffset To);
}
