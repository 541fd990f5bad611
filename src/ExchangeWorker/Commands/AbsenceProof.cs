using System.Globalization;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>
/// Judges whether an order in doubt is proven not to be at the venue: enough time, enough spaced answers "not found", no open order of
/// its id, and no trade that could be its own.
/// </summary>
internal sealed class AbsenceProof(
    IDurableStore store, IAttemptStore attempts, IOptions<ExchangeOptions> options, TimeProvider time, ILogger<AbsenceProof> logger)
{
    /// <summary>The venue returns at most so many of the latest trades; a full list may hide older ones.</summary>
    private const int LatestTrades = 1000;

    private readonly ResolutionOptions _options = options.Value.Resolution;
    private readonly TimeSpan _sendWithin = options.Value.SendWithin;

    /// <summary>Whether time and answers suffice for the rest of the proof to be worth asking for.</summary>
    public bool IsDue(Attempt attempt)
    {
        // Whoever stored it may have sent it up to so much later; whoever had it in hand told the doubt after sending.
        var sentAtLatest = attempt.StoredAt + _sendWithin;
        if (attempt.UnknownAt > sentAtLatest)
            sentAtLatest = attempt.UnknownAt.Value;
        return attempt.NotFoundCount >= _options.NotFoundAnswers && time.GetUtcNow() - sentAtLatest >= _options.ProofDelay;
    }

    /// <summary>Asks for what is left of the proof.</summary>
    /// <returns>The evidence, if absence is proven; or the order, if it is open after all; or neither.</returns>
    public async Task<(string? Evidence, VenueOrder? Found)> TryAsync(
        AccountContext account, Attempt attempt, CancellationToken cancellationToken)
    {
        var open = await account.Gateway.GetOpenOrdersAsync(cancellationToken);
        if (open is not { Answered: true, Value: { } orders })
            return Obstacle(attempt, $"open orders are not to be had ({open.Failure?.Code})");
        if (orders.FirstOrDefault(order => order.ClientOrderId == attempt.ClientOrderId) is { } found)
            return (null, found);
        var latest = await account.Gateway.GetTradesAsync(attempt.Symbol, null, cancellationToken);
        if (latest is not { Answered: true, Value: { } trades })
            return Obstacle(attempt, $"trades are not to be had ({latest.Failure?.Code})");

        // One second for clocks that differ: a trade of this order cannot be older than that.
        var since = attempt.StoredAt - TimeSpan.FromSeconds(1);
        if (trades.Count >= LatestTrades && trades.Min(trade => trade.ExecutedAt) >= since)
            return Obstacle(attempt, "more trades since than one list holds");
        foreach (var trade in trades.Where(trade => trade.ExecutedAt >= since && CouldBeOf(attempt, trade)))
        {
            if (!await IsOfAnotherAttemptAsync(account, trade, cancellationToken))
                return Obstacle(attempt, $"trade {trade.TradeId} of order {trade.VenueOrderId} is nobody's and could be its own");
        }

        return (Evidence(attempt, orders.Count, trades.Count), null);
    }

    private static bool CouldBeOf(Attempt attempt, VenueTrade trade) =>
        trade.Side == attempt.Side && trade.Quantity <= attempt.Quantity
        && (trade.ClientOrderId is null || trade.ClientOrderId == attempt.ClientOrderId);

    private async Task<bool> IsOfAnotherAttemptAsync(AccountContext account, VenueTrade trade, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        return await attempts.LockByVenueOrderAsync(session, account.Account, trade.Symbol, trade.VenueOrderId, cancellationToken) is not null;
    }

    private string Evidence(Attempt attempt, int openOrders, int trades) => string.Create(
        CultureInfo.InvariantCulture,
        $"stored {attempt.StoredAt:O}, in doubt since {attempt.UnknownAt:O}, judged {time.GetUtcNow():O} (at least {_options.ProofDelay} later); "
        + $"{attempt.NotFoundCount} answers 'not found' at least {_options.NotFoundSpacing} apart, the last {attempt.LastNotFoundAt:O}; "
        + $"not among {openOrders} open orders; none of the {trades} latest trades of {attempt.Symbol} can be its own");

    private (string? Evidence, VenueOrder? Found) Obstacle(Attempt attempt, string obstacle)
    {
        Log.AbsenceNotProven(logger, attempt.ClientOrderId, obstacle);
        return (null, null);
    }
}
