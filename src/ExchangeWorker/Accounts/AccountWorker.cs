using Bot3.Messaging.ExchangeWorker.Broadcasting;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>
/// Trades one account while it holds the account's lease: stream, reconciliation, commands, doubts, broadcasts. Each lease starts with a
/// reconciliation; the queue is read only after it, and no longer as soon as the lease may be lost.
/// </summary>
internal sealed class AccountWorker(
    LeaseKeeper leases,
    AccountStream stream,
    DoubtLoop doubts,
    AccountBroadcasts broadcasts,
    ICommandEndpoint commands,
    AccountStatusBoard board,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<AccountWorker> logger)
{
    private readonly ExchangeOptions _options = options.Value;

    /// <summary>Runs until the token ends it; whatever fails under a lease is started over.</summary>
    public async Task RunAsync(IExchangeGateway gateway, IReadOnlyList<string> symbols, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            board.Set(gateway.Account, null);
            if (await leases.TryAcquireAsync(gateway.Account, cancellationToken) is { } lease)
            {
                try
                {
                    await HoldAsync(gateway, symbols, lease, cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    break;
                }
                catch (Exception exception)
                {
                    // The edge of the account's work: the lease is given back, and whoever takes it next reconciles first.
                    Log.AccountFailed(logger, exception, gateway.Account);
                }
            }

            await Task.Delay(_options.LeasePollInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        board.Set(gateway.Account, null);
        Log.AccountStopped(logger, gateway.Account);
    }

    private async Task HoldAsync(IExchangeGateway gateway, IReadOnlyList<string> symbols, Lease lease, CancellationToken cancellationToken)
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var account = new AccountContext(gateway, lease, symbols, held.Token);
        board.Set(gateway.Account, account);
        Task[] work =
        [
            leases.KeepAsync(lease, held.Token),
            stream.RunAsync(account, held.Token),
            doubts.RunAsync(account, held.Token),
            broadcasts.RunAsync(account, held.Token),
            TakeCommandsAsync(account, held.Token),
        ];
        try
        {
            // Any end is the end of all: of the lease, of the stream, or by a failure.
            await await Task.WhenAny(work);
        }
        finally
        {
            board.Set(gateway.Account, null);
            await held.CancelAsync();
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await leases.ReleaseAsync(lease);
        }
    }

    private async Task TakeCommandsAsync(AccountContext account, CancellationToken cancellationToken)
    {
        // Not before the first reconciliation under this lease. Later gaps of the stream hold back new orders only.
        while (!await account.Gate.WaitAsync(_options.ReconcileInterval, time, cancellationToken))
        {
        }

        await using var endpoint = await commands.OpenAsync(account, cancellationToken);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
