using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Persistence;

/// <summary>Leases in process memory, by the process's clock.</summary>
internal sealed class MemoryLeaseStore(TimeProvider time) : ILeaseStore
{
    private readonly Dictionary<string, Lease> _leases = new(StringComparer.Ordinal);

    public ValueTask<Lease?> TryAcquireAsync(
        IDurableSession session, string account, string owner, TimeSpan duration, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var now = time.GetUtcNow();
        var before = _leases.GetValueOrDefault(account);
        if (before is not null && before.Owner != owner && before.ExpiresAt > now)
            return ValueTask.FromResult<Lease?>(null);
        var lease = new Lease { Account = account, Owner = owner, Token = (before?.Token ?? 0) + 1, ExpiresAt = now + duration };
        Set(memory, lease, before);
        return ValueTask.FromResult<Lease?>(lease);
    }

    public ValueTask<bool> TryRenewAsync(IDurableSession session, Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        var before = Held(lease);
        if (before is null)
            return ValueTask.FromResult(false);
        Set(memory, before with { ExpiresAt = time.GetUtcNow() + duration }, before);
        return ValueTask.FromResult(true);
    }

    public ValueTask<bool> HoldsAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken)
    {
        MemorySession.From(session);
        return ValueTask.FromResult(Held(lease) is not null);
    }

    public ValueTask ReleaseAsync(IDurableSession session, Lease lease, CancellationToken cancellationToken)
    {
        var memory = MemorySession.From(session);
        if (Held(lease) is { } before)
            Set(memory, before with { ExpiresAt = time.GetUtcNow() }, before);
        return ValueTask.CompletedTask;
    }

    private Lease? Held(Lease lease) =>
        _leases.TryGetValue(lease.Account, out var stored) && stored.Owner == lease.Owner && stored.Token == lease.Token
        && stored.ExpiresAt > time.GetUtcNow() ? stored : null;

    private void Set(MemorySession memory, Lease lease, Lease? before)
    {
        _leases[lease.Account] = lease;
        memory.OnRollback(() =>
        {
            if (before is null)
                _leases.Remove(lease.Account);
            else
                _leases[lease.Account] = before;
        });
    }
}
