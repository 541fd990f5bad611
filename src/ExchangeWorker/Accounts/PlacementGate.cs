namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Shut while an account is not reconciled: new orders wait, cancels do not pass here.</summary>
internal sealed class PlacementGate
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsOpen
    {
        get
        {
            lock (_lock)
                return _opened.Task.IsCompleted;
        }
    }

    public void Open()
    {
        lock (_lock)
            _opened.TrySetResult();
    }

    public void Shut()
    {
        lock (_lock)
        {
            if (_opened.Task.IsCompleted)
                _opened = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Waits until the gate is open.</summary>
    /// <returns>False when it still is shut after <paramref name="limit"/>.</returns>
    public async Task<bool> WaitAsync(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        Task opened;
        lock (_lock)
            opened = _opened.Task;
        if (opened.IsCompleted)
            return true;
        if (limit <= TimeSpan.Zero)
            return false;
        try
        {
            await opened.WaitAsync(limit, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
