using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Facts;

/// <summary>
/// The one place where what a venue says becomes facts. Answers, stream, queries and reconciliation all pass here: given the stored
/// attempt, only what was not told yet is told, in one session with fills, attempt and outbox. Fills always come before the end.
/// </summary>
internal sealed class VenueFacts(
    IAttemptStore attempts, IFillStore fills, FactMessages messages, TimeProvider time, ILogger<VenueFacts> logger)
{
    /// <summary>Applies a report to an attempt that this session has locked. The caller commits.</summary>
    /// <param name="session">The unit of work.</param>
    /// <param name="attempt">The attempt as stored.</param>
    /// <param name="order">The order as reported; null when only trades are known.</param>
    /// <param name="trades">Trades of this very order, known or not.</param>
    /// <param name="after">Takes what is to be logged and counted after the commit.</param>
    /// <param name="cancellationToken">Cancels the writes.</param>
    public async ValueTask<ReportResult> ApplyAsync(
        IDurableSession session, Attempt attempt, VenueOrder? order, IReadOnlyList<VenueTrade> trades, AfterCommit after,
        CancellationToken cancellationToken)
    {
        var next = attempt;
        if (order?.Status != VenueOrderStatus.Rejected && (order is not null || trades.Count > 0))
            next = await AcceptAsync(session, next, order, trades, after, cancellationToken);
        next = await FillAsync(session, next, trades, after, cancellationToken);
        var missing = order is not null && order.ExecutedQuantity > next.FilledQuantity;
        if (!missing)
            next = await EndAsync(session, next, order, trades, cancellationToken);

        // What is missing is looked for at once by the caller, and by the loop of due questions should that fail.
        next = next with { NextQueryAt = missing ? time.GetUtcNow() : null };
        if (next != attempt)
            await attempts.UpdateAsync(session, next, cancellationToken);
        return missing ? ReportResult.TradesMissing : ReportResult.Applied;
    }

    /// <summary>
    /// Ends an attempt by what we know without the venue's report: a refusal, or that it never left, or its proven absence.
    /// </summary>
    /// <returns>False when the attempt moved on meanwhile: what the venue says wins, and nothing is told.</returns>
    public async ValueTask<bool> EndWithoutReportAsync(
        IDurableSession session, Attempt attempt, Func<Attempt, Attempt> change, CancellationToken cancellationToken)
    {
        if (!attempt.State.IsInDoubt())
            return false;
        var ended = change(attempt) with { EndedAt = time.GetUtcNow(), NextQueryAt = null };
        ended = ended with { HoldsSlice = ended.HoldsSlice && ended.State is not (AttemptState.NotSent or AttemptState.Absent) };
        await attempts.UpdateAsync(session, ended, cancellationToken);
        await messages.EndedAsync(session, ended, cancellationToken);
        return true;
    }

    /// <summary>Tells once that nobody knows, and has the venue asked.</summary>
    /// <returns>The attempt in doubt; null when the outcome is known by now, or the doubt was told before.</returns>
    public async ValueTask<Attempt?> DoubtAsync(
        IDurableSession session, Attempt attempt, RefusalReason cause, DateTimeOffset firstQueryAt, CancellationToken cancellationToken)
    {
        if (attempt.State != AttemptState.Sending)
            return null;
        var unknown = attempt with
        {
            State = AttemptState.Unknown,
            UnknownAt = time.GetUtcNow(),
            ReasonCode = cause.Code,
            ReasonMessage = cause.Message,
            NextQueryAt = firstQueryAt,
        };
        await attempts.UpdateAsync(session, unknown, cancellationToken);
        await messages.UnknownAsync(session, unknown, cancellationToken);
        return unknown;
    }

    /// <summary>Tells that an attempt that this session has added was refused, and never sent.</summary>
    public ValueTask RefusedAsync(IDurableSession session, Attempt refused, CancellationToken cancellationToken) =>
        messages.EndedAsync(session, refused, cancellationToken);

    /// <summary>Tells again all that was told of an attempt, with the same message ids.</summary>
    public async ValueTask RetellAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.State == AttemptState.Unknown)
            await messages.UnknownAsync(session, attempt, cancellationToken);
        if (attempt.AcceptedAt is not null)
            await messages.AcceptedAsync(session, attempt, cancellationToken);
        foreach (var fill in await fills.ListAsync(session, attempt.ClientOrderId, cancellationToken))
            await messages.FilledAsync(session, attempt, fill, cancellationToken);
        if (attempt.EndedAt is not null && attempt.State.IsFinal())
            await messages.EndedAsync(session, attempt, cancellationToken);
    }

    private async ValueTask<Attempt> AcceptAsync(
        IDurableSession session, Attempt attempt, VenueOrder? order, IReadOnlyList<VenueTrade> trades, AfterCommit after,
        CancellationToken cancellationToken)
    {
        // Never dropped: the venue's word is the truth, and a person must hear that ours was wrong.
        if (attempt.State.DeniesVenueOrder())
            after.Add(() => Contradicted(attempt));

        var next = attempt.State.IsInDoubt() || attempt.State.DeniesVenueOrder()
            ? attempt with { State = AttemptState.Open, EndedAt = null, QueryCount = 0, NotFoundCount = 0, LastNotFoundAt = null }
            : attempt;
        if (attempt.AcceptedAt is not null)
            return next;
        next = next with
        {
            VenueOrderId = order?.VenueOrderId ?? trades[0].VenueOrderId,
            AcceptedAt = order?.ReportedAt ?? trades[0].ExecutedAt,
            ReasonCode = null,
            ReasonMessage = null,
        };
        await messages.AcceptedAsync(session, next, cancellationToken);
        return next;
    }

    private async ValueTask<Attempt> FillAsync(
        IDurableSession session, Attempt attempt, IReadOnlyList<VenueTrade> trades, AfterCommit after, CancellationToken cancellationToken)
    {
        var next = attempt;
        var told = 0;
        foreach (var trade in trades.OrderBy(trade => trade.TradeId))
        {
            var fill = ToFill(attempt, trade);
            if (!await fills.TryAddAsync(session, fill, cancellationToken))
                continue;
            next = next with { FilledQuantity = next.FilledQuantity + trade.Quantity };
            await messages.FilledAsync(session, next, fill, cancellationToken);
            told++;
        }

        if (told > 0)
            after.Add(() => Filled(attempt, next, told));
        return next;
    }

    private async ValueTask<Attempt> EndAsync(
        IDurableSession session, Attempt attempt, VenueOrder? order, IReadOnlyList<VenueTrade> trades, CancellationToken cancellationToken)
    {
        var state = attempt.FilledQuantity >= attempt.Quantity ? AttemptState.Filled : order?.Status switch
        {
            VenueOrderStatus.Filled => AttemptState.Filled,
            VenueOrderStatus.Cancelled => AttemptState.Cancelled,
            VenueOrderStatus.Expired => AttemptState.Expired,
            VenueOrderStatus.Rejected => AttemptState.Rejected,
            _ => attempt.State,
        };

        // A later report of an ended order (open, from a list that is a little old) takes nothing back; only a late fill completes it.
        if (state == attempt.State || (attempt.State.IsFinal() && state != AttemptState.Filled))
            return attempt;
        var ended = attempt with
        {
            State = state,
            EndedAt = order?.ReportedAt ?? trades.Max(trade => trade.ExecutedAt),
            ReasonCode = order?.Reason is null ? attempt.ReasonCode : "VenueEnded",
            ReasonMessage = order?.Reason ?? attempt.ReasonMessage,
        };
        if (state == AttemptState.Rejected)
            ended = ended with { ReasonCode = "VenueRejected", ReasonMessage = order?.Reason ?? "the venue reports the order as rejected" };
        await messages.EndedAsync(session, ended, cancellationToken);
        return ended;
    }

    private void Contradicted(Attempt attempt)
    {
        Log.VenueContradictsAttempt(logger, attempt.ClientOrderId, attempt.OrderId, attempt.State);
        ExchangeMetrics.Contradictions.Add(1, ExchangeMetrics.Tag(attempt.Account));
    }

    private void Filled(Attempt before, Attempt now, int fills)
    {
        ExchangeMetrics.Fills.Add(fills, ExchangeMetrics.Tag(now.Account));
        if (now.FilledQuantity > now.Quantity && before.FilledQuantity <= before.Quantity)
            Log.OverFilled(logger, now.ClientOrderId, now.OrderId, now.FilledQuantity, now.Quantity);
    }

    private static Fill ToFill(Attempt attempt, VenueTrade trade) => new()
    {
        Venue = attempt.Venue,
        Symbol = attempt.Symbol,
        TradeId = trade.TradeId,
        ClientOrderId = attempt.ClientOrderId,
        VenueOrderId = trade.VenueOrderId,
        Side = trade.Side,
        Price = trade.Price,
        Quantity = trade.Quantity,
        Fee = trade.Fee,
        FeeAsset = trade.FeeAsset,
        IsMaker = trade.IsMaker,
        ExecutedAt = trade.ExecutedAt,
    };
}
