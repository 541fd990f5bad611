using System.Data.Common;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>Takes, renews and gives back leases for this process.</summary>
internal sealed class LeaseKeeper(
    IDurableStore store, ILeaseStore leases, IOptions<ExchangeOptions> options, TimeProvider time, ILogger<LeaseKeeper> logger)
{
    private readonly TimeSpan _duration = options.Value.LeaseDuration;

    // Unlike a host's name, never the same for two processes, nor for one before and after its restart.
    private readonly string _owner = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";

    /// <summary>Takes the lease if it is free.</summary>
    /// <returns>The lease; null while somebody else has it, or while the store is away.</returns>
    public async Task<Lease?> TryAcquireAsync(string account, CancellationToken cancellationToken)
    {
        try
        {
            await using var session = await store.BeginAsync(cancellationToken);
            var lease = await leases.TryAcquireAsync(session, account, _owner, _duration, cancellationToken);
            await session.CommitAsync(cancellationToken);
            if (lease is null)
                return null;
            ExchangeMetrics.LeaseChanges.Add(1, ExchangeMetrics.Tag(account), ExchangeMetrics.Outcome("taken"));
            Log.LeaseTaken(logger, account, lease.Token);
            return lease;
        }
        catch (DbException exception)
        {
            Log.LeaseUnreachable(logger, account, exception.Message);
            return null;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Renews the lease three times per duration; returns as soon as it may not be ours any more.</summary>
    public async Task KeepAsync(Lease lease, CancellationToken cancellationToken)
    {
        // Counted from before the request: whenever the store noted it, it was not earlier.
        var noted = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(_duration / 3, time, cancellationToken);
            var asked = time.GetTimestamp();
            var left = _duration - time.GetElapsedTime(noted);
            if (left > TimeSpan.Zero)
            {
                switch (await TryRenewAsync(lease, left, cancellationToken))
                {
                    case true:
                        noted = asked;
                        continue;
                    case null when _duration - time.GetElapsedTime(noted) > _duration / 3:
                        continue;
                }
            }

            ExchangeMetrics.LeaseChanges.Add(1, ExchangeMetrics.Tag(lease.Account), ExchangeMetrics.Outcome("lost"));
            Log.LeaseLost(logger, lease.Account, lease.Token);
            return;
        }
    }

    /// <summary>Gives the lease back; if the store is away, it ends by itself.</summary>
    public async Task ReleaseAsync(Lease lease)
    {
        using var limit = new CancellationTokenSource(_duration, time);
        try
        {
            await using var session = await store.BeginAsync(limit.Token);
            await leases.ReleaseAsync(session, lease, limit.Token);
            await session.CommitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is DbException or OperationCanceledException)
        {
            Log.LeaseUnreachable(logger, lease.Account, exception.Message);
        }
    }

    private async Task<bool?> TryRenewAsync(Lease lease, TimeSpan left, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(left, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await using var session = await store.BeginAsync(either.Token);
            var renewed = await leases.TryRenewAsync(session, lease, _duration, either.Token);
            await session.CommitAsync(either.Token);
            return renewed;
        }
        catch (DbException exception)
        {
            Log.LeaseUnreachable(logger, lease.Account, exception.Message);
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
