using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.Hosting.Broadcasting;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Broadcasting;

/// <summary>
/// Tells prices, rules and balances to whoever decides by them. Lost snapshots are told again; a failing one is logged once per outage.
/// </summary>
internal sealed class AccountBroadcasts(
    IBroadcaster broadcaster, BalanceBoard balances, IOptions<ExchangeOptions> options, TimeProvider time, ILogger<AccountBroadcasts> logger)
{
    private readonly BroadcastOptions _options = options.Value.Broadcast;

    /// <summary>Runs until the token ends it.</summary>
    public Task RunAsync(AccountContext account, CancellationToken cancellationToken) => Task.WhenAll(
        RepeatAsync(account, nameof(MarketSnapshot), _options.MarketInterval, TellPricesAsync, WaitAsync, cancellationToken),
        RepeatAsync(account, nameof(VenueRulesSnapshot), _options.RulesInterval, TellRulesAsync, WaitAsync, cancellationToken),
        RepeatAsync(account, nameof(AccountBalancesSnapshot), _options.BalancesInterval, TellBalancesAsync, WaitForBalancesAsync,
            cancellationToken));

    private async Task RepeatAsync(
        AccountContext account,
        string snapshot,
        TimeSpan interval,
        Func<AccountContext, TimeSpan, CancellationToken, Task<string?>> tellAsync,
        Func<AccountContext, TimeSpan, CancellationToken, Task> waitAsync,
        CancellationToken cancellationToken)
    {
        var failing = false;
        while (true)
        {
            var failure = await TryAsync(account, interval, tellAsync, cancellationToken);
            if (failure is not null && !failing)
                Log.BroadcastFailing(logger, account.Account, snapshot, failure);
            else if (failure is null && failing)
                Log.BroadcastRecovered(logger, account.Account, snapshot);
            failing = failure is not null;
            await waitAsync(account, interval, cancellationToken);
        }
    }

    private async Task<string?> TryAsync(
        AccountContext account,
        TimeSpan interval,
        Func<AccountContext, TimeSpan, CancellationToken, Task<string?>> tellAsync,
        CancellationToken cancellationToken)
    {
        // A broker that is away blocks a publish for as long as it is away; the snapshot is worthless long before.
        using var limit = new CancellationTokenSource(interval * _options.LifetimeIntervals, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await tellAsync(account, interval * _options.LifetimeIntervals, either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of a loop that must not end: told once per outage by the caller, and tried again.
            return exception.Message;
        }
    }

    private async Task<string?> TellPricesAsync(AccountContext account, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var answer = await account.Gateway.GetPricesAsync(cancellationToken);
        if (answer is not { Answered: true, Value: { } prices })
            return answer.Failure?.Message ?? "no answer";
        var snapshot = new MarketSnapshot { Venue = account.Gateway.Venue, Prices = prices, OccurredAt = time.GetUtcNow() };
        await broadcaster.PublishAsync(snapshot, lifetime, cancellationToken);
        return null;
    }

    private async Task<string?> TellRulesAsync(AccountContext account, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var answer = await account.Gateway.GetRulesAsync(cancellationToken);
        if (answer is not { Answered: true, Value: { } rules })
            return answer.Failure?.Message ?? "no answer";
        var snapshot = new VenueRulesSnapshot { Venue = account.Gateway.Venue, Symbols = rules, OccurredAt = time.GetUtcNow() };
        await broadcaster.PublishAsync(snapshot, lifetime, cancellationToken);
        return null;
    }

    private async Task<string?> TellBalancesAsync(AccountContext account, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        // Told once more than changed: what is on the board is at most one interval old while the account's stream is open.
        if (balances.Read(account.Account) is not { } held || time.GetUtcNow() - held.At >= _options.BalancesInterval)
        {
            var answer = await account.Gateway.GetBalancesAsync(cancellationToken);
            if (answer is not { Answered: true, Value: { } all })
                return answer.Failure?.Message ?? "no answer";
            held = (all, time.GetUtcNow());
        }

        var snapshot = new AccountBalancesSnapshot
        {
            Account = account.Account,
            Venue = account.Gateway.Venue,
            Balances = held.Balances,
            OccurredAt = held.At,
        };
        await broadcaster.PublishAsync(snapshot, lifetime, cancellationToken);
        return null;
    }

    private Task WaitAsync(AccountContext account, TimeSpan interval, CancellationToken cancellationToken) =>
        Task.Delay(interval, time, cancellationToken);

    private Task WaitForBalancesAsync(AccountContext account, TimeSpan interval, CancellationToken cancellationToken) =>
        balances.WaitForChangeAsync(account.Account, interval, cancellationToken);
}
