using System.Collections.Concurrent;
using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Broadcasting;

/// <summary>The balances of each account as last heard, whole lists and single changes put together.</summary>
internal sealed class BalanceBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, AccountBalances> _entries = new(StringComparer.Ordinal);

    public void Replace(string account, IReadOnlyList<AssetBalance> all) =>
        Of(account).Change(time.GetUtcNow(), known =>
        {
            known.Clear();
            Add(known, all);
        });

    /// <summary>Takes over the assets touched; without a whole list before, there is nothing to add to.</summary>
    public void Merge(string account, IReadOnlyList<AssetBalance> touched) =>
        Of(account).Change(time.GetUtcNow(), known =>
        {
            if (known.Count > 0)
                Add(known, touched);
        });

    /// <summary>The balances, and when they were heard; null before the first whole list.</summary>
    public (IReadOnlyList<AssetBalance> Balances, DateTimeOffset At)? Read(string account) => Of(account).Read();

    /// <summary>Waits for a change, at most so long.</summary>
    public Task WaitForChangeAsync(string account, TimeSpan limit, CancellationToken cancellationToken) =>
        Of(account).WaitAsync(limit, time, cancellationToken);

    private static void Add(SortedDictionary<string, AssetBalance> known, IReadOnlyList<AssetBalance> balances)
    {
        foreach (var balance in balances)
            known[balance.Asset] = balance;
    }

    private AccountBalances Of(string account) => _entries.GetOrAdd(account, _ => new AccountBalances());
}
