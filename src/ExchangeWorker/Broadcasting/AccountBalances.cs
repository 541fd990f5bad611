using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Broadcasting;

/// <summary>The balances of one account, and who waits for them to change.</summary>
internal sealed class AccountBalances
{
    private readonly SortedDictionary<string, AssetBalance> _balances = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset _at;

    public void Change(DateTimeOffset now, Action<SortedDictionary<string, AssetBalance>> change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change(_balances);
            _at = now;
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    public (IReadOnlyList<AssetBalance>, DateTimeOffset)? Read()
    {
        lock (_lock)
            return _balances.Count == 0 ? null : ([.. _balances.Values], _at);
    }

    public async Task WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        Task changed;
        lock (_lock)
            changed = _changed.Task;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(limit, time, over.Token));
        await over.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
