using System.Runtime.ExceptionServices;
using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Broadcasting;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>
/// Follows an account's stream: every order's events are applied in order; after each (re)opening new orders wait until what may have been
/// missed is fetched. Events are not held back meanwhile: facts are told once, whoever hears of them first.
/// </summary>
internal sealed class AccountStream(
    VenueReports reports,
    AccountReconciler reconciler,
    BalanceBoard balances,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<AccountStream> logger)
{
    private readonly ExchangeOptions _options = options.Value;

    /// <summary>Runs until the token ends it, or until reading or writing fails.</summary>
    public async Task RunAsync(AccountContext account, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var catchUp = new CatchUp(this, account, stopping.Token);
        var applied = new StreamReports((reported, token) => ReportAsync(account, reported, token), stopping.Cancel, stopping.Token);
        applied.Start();
        try
        {
            await foreach (var next in account.Gateway.StreamAsync(stopping.Token))
            {
                catchUp.ThrowIfFailed();
                await ApplyAsync(account, next, catchUp, applied);
            }

            await applied.EndAsync();
            if (applied.Failure is null)
                Log.StreamEnded(logger, account.Account);
        }
        catch (OperationCanceledException) when (applied.Failure is not null)
        {
            // Reading was stopped because a report could not be applied, which is thrown below.
        }
        finally
        {
            Shut(account);
            await stopping.CancelAsync();
            await applied.EndAsync();
            await catchUp.StopAsync();
        }

        if (applied.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
    }

    private async Task ApplyAsync(AccountContext account, VenueStreamEvent next, CatchUp catchUp, StreamReports applied)
    {
        switch (next)
        {
            case VenueStreamEvent.Opened:
                Log.StreamOpened(logger, account.Account);
                Shut(account);
                await catchUp.StopAsync();
                catchUp.Start();
                break;
            case VenueStreamEvent.Closed closed:
                Log.StreamClosed(logger, account.Account, closed.Reason);
                Shut(account);
                await catchUp.StopAsync();
                break;
            case VenueStreamEvent.OrderReported reported:
                await applied.AddAsync(reported);
                break;
            case VenueStreamEvent.BalancesReported changed:
                await applied.AddAsync(() => balances.Merge(account.Account, changed.Balances));
                break;
        }
    }

    private async Task ReportAsync(AccountContext account, VenueStreamEvent.OrderReported reported, CancellationToken cancellationToken)
    {
        var result = await reports.ReportAsync(
            account.Gateway, reported.Order, reported.Trade is null ? [] : [reported.Trade], cancellationToken);
        if (result != ReportResult.NoAttempt)
            return;
        if (!ClientOrderId.TryParse(reported.Order.ClientOrderId, out _, out _, out _))
        {
            ExchangeMetrics.ForeignOrders.Add(1, ExchangeMetrics.Tag(account.Account));
            return;
        }

        ExchangeMetrics.OrphanOrders.Add(1, ExchangeMetrics.Tag(account.Account));
        Log.OrphanOrder(logger, account.Account, reported.Order.ClientOrderId, reported.Order.Symbol);
    }

    /// <summary>Reconciles until it is complete, opens the gate, and goes on reconciling all the time.</summary>
    private async Task ReconcileAsync(AccountContext account, CancellationToken cancellationToken)
    {
        while (true)
        {
            var missing = await reconciler.RunAsync(account, cancellationToken);
            ExchangeMetrics.Reconciliations.Add(
                1, ExchangeMetrics.Tag(account.Account), ExchangeMetrics.Outcome(missing is null ? "complete" : "incomplete"));
            if (missing is null && !account.Gate.IsOpen)
            {
                account.Gate.Open();
                ExchangeMetrics.Ready.Record(1, ExchangeMetrics.Tag(account.Account));
                Log.PlacementsOpen(logger, account.Account);
            }
            else if (missing is not null)
            {
                Log.ReconciliationIncomplete(logger, account.Account, missing);
            }

            await Task.Delay(missing is null ? _options.ReconcileInterval : _options.ReconcileRetryDelay, time, cancellationToken);
        }
    }

    private static void Shut(AccountContext account)
    {
        account.Gate.Shut();
        ExchangeMetrics.Ready.Record(0, ExchangeMetrics.Tag(account.Account));
    }

    /// <summary>The reconciliation of the present connection; at most one runs.</summary>
    private sealed class CatchUp(AccountStream stream, AccountContext account, CancellationToken cancellationToken)
    {
        private CancellationTokenSource? _stop;
        private Task _running = Task.CompletedTask;

        public void Start()
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var token = _stop.Token;
            _running = Task.Run(() => stream.GuardAsync(account, token), token);
        }

        public async Task StopAsync()
        {
            if (_stop is null)
                return;
            await _stop.CancelAsync();
            await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
            _stop = null;
        }

        public void ThrowIfFailed()
        {
            if (_running.IsFaulted)
                _running.GetAwaiter().GetResult();
        }
    }

    private async Task GuardAsync(AccountContext account, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ReconcileAsync(account, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                // The edge of a loop that must not end while the stream is open: a database that is away comes back. Orders wait meanwhile.
                Shut(account);
                Log.LoopFailed(logger, exception, account.Account, "reconciliation");
            }

            await Task.Delay(_options.ReconcileRetryDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
