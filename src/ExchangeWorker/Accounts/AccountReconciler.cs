using Bot3.Messaging.Domain.Values;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Broadcasting;
using Bot3.Messaging.ExchangeWorker.Commands;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Reconciliation;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Accounts;

/// <summary>
/// Compares what we know of an account with what its venue says, and tells the difference: open orders both ways, trades since the last
/// one read, orders in doubt, balances. The same at start, after every gap of the stream, and all the time.
/// </summary>
internal sealed class AccountReconciler(
    IDurableStore store,
    IAttemptStore attempts,
    ITradeCursorStore cursors,
    VenueReports reports,
    AttemptResolver resolver,
    BalanceBoard balances,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<AccountReconciler> logger)
{
    /// <summary>Unsettled attempts looked at in one run, the oldest first; the next run takes the rest.</summary>
    private const int AttemptsMax = 10_000;

    /// <summary>
    /// Questions about orders under way at the same time: after a lost connection many may be in doubt, and new orders wait for the last
    /// answer. How much may be asked at all is the gateway's to keep.
    /// </summary>
    private const int QuestionsMax = 8;

    /// <summary>Runs once.</summary>
    /// <returns>Null when it is complete; else what is missing, and new orders must wait.</returns>
    public async Task<string?> RunAsync(AccountContext account, CancellationToken cancellationToken)
    {
        // Read before the venue's list: an attempt that is here and not in the later list is over, or was never there.
        var unsettled = await ListUnsettledAsync(account, cancellationToken);
        var open = await account.Gateway.GetOpenOrdersAsync(cancellationToken);
        if (open is not { Answered: true, Value: { } orders })
            return $"open orders: {open.Failure?.Code}";
        var found = new List<Difference>();
        foreach (var order in orders)
        {
            if (await ReportOpenAsync(account, order, cancellationToken) is { } orphan)
                found.Add(orphan);
        }

        var listed = orders.Select(order => order.ClientOrderId).ToHashSet(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            unsettled.Where(attempt => !listed.Contains(attempt.ClientOrderId)),
            new ParallelOptions { MaxDegreeOfParallelism = QuestionsMax, CancellationToken = cancellationToken },
            async (attempt, token) => await AskAsync(account, attempt, token));

        // After the orders: by now attempts that were in doubt and did arrive have their venue order ids.
        foreach (var symbol in account.Symbols.Union(unsettled.Select(attempt => attempt.Symbol), StringComparer.Ordinal))
        {
            if (await ReadTradesAsync(account, symbol, cancellationToken) is { } missing)
                return missing;
        }

        var asked = time.GetUtcNow();
        var held = await account.Gateway.GetBalancesAsync(cancellationToken);
        if (held is not { Answered: true, Value: { } all })
            return $"balances: {held.Failure?.Code}";
        balances.Replace(account.Account, all);
        found.AddRange(account.Audit.Take(all, asked, time.GetUtcNow()));
        var left = await ListUnsettledAsync(account, cancellationToken);
        Measure(account, left);
        Tell(account, found, unsettled, left, listed);
        return null;
    }

    /// <summary>Tells what differs, with its age; only what was looked at twice, before the venue's list and after everything was asked.</summary>
    private void Tell(
        AccountContext account, List<Difference> found, IReadOnlyList<Attempt> before, IReadOnlyList<Attempt> left, HashSet<string> listed)
    {
        var known = before.Select(attempt => attempt.ClientOrderId).ToHashSet(StringComparer.Ordinal);
        found.AddRange(left.Where(attempt => known.Contains(attempt.ClientOrderId) && !listed.Contains(attempt.ClientOrderId)).Select(
            attempt => attempt.State.IsInDoubt()
                ? new Difference(DifferenceKinds.InDoubt, attempt.ClientOrderId, $"stored {attempt.StoredAt:O}, {attempt.Reason.Code}")
                : new Difference(DifferenceKinds.MissingOrder, attempt.ClientOrderId, "open here, and not among the venue's open orders")));
        account.Differences ??= new DifferenceBook(account.Account, options.Value.DifferenceAlertAfter, time, logger);

        // A balance that was alerted is a new beginning: a deposit must not hide what differs later.
        if (account.Differences.Update(found).Any(difference => difference.Kind == DifferenceKinds.Balance))
            account.Audit.Restart();
    }

    private async Task<IReadOnlyList<Attempt>> ListUnsettledAsync(AccountContext account, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        return await attempts.ListUnsettledAsync(session, account.Account, AttemptsMax, cancellationToken);
    }

    /// <summary>Reports an open order; one under an id of ours that nobody has stored is a difference.</summary>
    private async Task<Difference?> ReportOpenAsync(AccountContext account, VenueOrder order, CancellationToken cancellationToken)
    {
        if (!ClientOrderId.TryParse(order.ClientOrderId, out _, out _, out _))
        {
            ExchangeMetrics.ForeignOrders.Add(1, ExchangeMetrics.Tag(account.Account));
            return null;
        }

        if (await reports.ReportAsync(account.Gateway, order, [], cancellationToken) != ReportResult.NoAttempt)
            return null;
        ExchangeMetrics.OrphanOrders.Add(1, ExchangeMetrics.Tag(account.Account));
        Log.OrphanOrder(logger, account.Account, order.ClientOrderId, order.Symbol);
        return new Difference(
            DifferenceKinds.OrphanOrder, order.ClientOrderId, $"open at the venue as {order.VenueOrderId} on {order.Symbol}, and not stored here");
    }

    private async Task AskAsync(AccountContext account, Attempt attempt, CancellationToken cancellationToken)
    {
        // Somebody works on the order right now: its answer is on the way, and the next run looks again.
        using var lane = account.Lanes.TryEnter(attempt.OrderId);
        if (lane is null)
            return;
        var current = await resolver.ReadAsync(account, attempt.ClientOrderId, cancellationToken);
        if (current is not null && !current.State.IsFinal())
            await resolver.AskAsync(account, current, cancellationToken);
    }

    private async Task<string?> ReadTradesAsync(AccountContext account, string symbol, CancellationToken cancellationToken)
    {
        long? last;
        await using (var session = await store.BeginAsync(cancellationToken))
            last = await cursors.GetAsync(session, account.Account, symbol, cancellationToken);
        var answer = await account.Gateway.GetTradesAsync(symbol, last + 1, cancellationToken);
        if (answer is not { Answered: true, Value: { } trades })
            return $"trades of {symbol}: {answer.Failure?.Code}";
        foreach (var ofOrder in trades.GroupBy(trade => trade.VenueOrderId, StringComparer.Ordinal))
        {
            var result = await reports.ReportTradesAsync(account.Account, symbol, ofOrder.Key, [.. ofOrder], cancellationToken);
            if (result == ReportResult.NoAttempt)
                ExchangeMetrics.ForeignOrders.Add(1, ExchangeMetrics.Tag(account.Account));
        }

        await using var advance = await store.BeginAsync(cancellationToken);
        var newest = trades.Count == 0 ? last ?? 0 : trades.Max(trade => trade.TradeId);
        await cursors.AdvanceAsync(advance, account.Account, symbol, newest, cancellationToken);
        await advance.CommitAsync(cancellationToken);

        // Not before: what is read again after a failure must not count twice.
        account.Audit.Add(trades);
        return null;
    }

    private void Measure(AccountContext account, IReadOnlyList<Attempt> unsettled)
    {
        var inDoubt = unsettled.Where(attempt => attempt.State.IsInDoubt()).ToList();
        var age = inDoubt.Count == 0 ? TimeSpan.Zero : time.GetUtcNow() - inDoubt.Min(attempt => attempt.StoredAt);
        ExchangeMetrics.InDoubt.Record(inDoubt.Count, ExchangeMetrics.Tag(account.Account));
        ExchangeMetrics.OldestUnsettled.Record(age.TotalSeconds, ExchangeMetrics.Tag(account.Account));
    }
}
