using Bot3.Messaging.ExchangeWorker.Limits;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Limits shared by the accounts of one process.</summary>
internal sealed class MemoryRateLedger : IRateLedger
{
    private readonly Dictionary<RateLimitKey, RateBudgetRow> _rows = [];
    private readonly Lock _lock = new();

    public ValueTask<RateGrant> TakeAsync(
        RateLimitKey key, long window, long units, long ceiling, long used, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var row = Row(key);
            if (window < row.WindowNumber)
                return ValueTask.FromResult(new RateGrant(0, row.HeldUntil));
            var taken = Math.Max(window > row.WindowNumber ? 0 : row.Taken, used);
            var granted = Math.Max(0, Math.Min(units, ceiling - taken));
            _rows[key] = row with { WindowNumber = window, Taken = taken + granted };
            return ValueTask.FromResult(new RateGrant(granted, row.HeldUntil));
        }
    }

    public ValueTask HoldAsync(RateLimitKey key, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var row = Row(key);
            if (row.HeldUntil is not { } known || known < until)
                _rows[key] = row with { HeldUntil = until };
        }

        return ValueTask.CompletedTask;
    }

    private RateBudgetRow Row(RateLimitKey key)
        => _rows.GetValueOrDefault(key) ?? new RateBudgetRow { Scope = key.Scope, Name = key.Name, WindowNumber = 0, Taken = 0 };
}
