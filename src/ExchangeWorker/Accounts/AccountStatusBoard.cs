using System.Collections.Concurrent;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Which accounts this process holds.</summary>
internal sealed class AccountStatusBoard
{
    private readonly ConcurrentDictionary<string, AccountContext?> _accounts = new(StringComparer.Ordinal);

    public void Set(string account, AccountContext? held) => _accounts[account] = held;

    public IReadOnlyDictionary<string, AccountContext?> Accounts => _accounts;
}

/// <summary>Ready while every account held here is reconciled. A worker that stands by for accounts of others is ready as well.</summary>
internal sealed class AccountsHealthCheck(AccountStatusBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var waiting = board.Accounts.Where(entry => entry.Value is { Gate.IsOpen: false }).Select(entry => entry.Key).Order().ToList();
        return Task.FromResult(waiting.Count == 0
            ? HealthCheckResult.Healthy($"{board.Accounts.Count(entry => entry.Value is not null)} of {board.Accounts.Count} accounts held here")
            : HealthCheckResult.Unhealthy($"stream closed or not reconciled: {string.Join(", ", waiting)}"));
    }
}
