using System.Diagnostics;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>
/// Places an order: stored and committed first, then sent, once; then the outcome is stored together with the facts. A command that is
/// delivered again is answered from what is stored, and never sent again.
/// </summary>
internal sealed class PlacementHandler(
    IDurableStore store,
    IAttemptStore attempts,
    ILeaseStore leases,
    VenueFacts facts,
    VenueReports reports,
    IMessageOutbox outbox,
    IOptions<ExchangeOptions> options,
    TimeProvider time,
    ILogger<PlacementHandler> logger)
{
    private readonly ExchangeOptions _options = options.Value;

    /// <summary>Handles one delivery. Returns when it may be acknowledged; throws when it must be delivered again.</summary>
    public async Task HandleAsync(AccountContext account, PlaceOrder command, CancellationToken cancellationToken)
    {
        using var lane = await account.Lanes.EnterAsync(command.OrderId, cancellationToken);
        if (await TellAgainAsync(command, cancellationToken))
            return;
        if (PlacementRules.Objection(account, command) is { } objection)
        {
            await RefuseAsync(command, objection, cancellationToken);
            return;
        }

        if (!await AdmitAsync(account, command, cancellationToken))
            return;
        var started = time.GetTimestamp();
        if (!await StoreAsync(account, command, cancellationToken))
            return;
        await SendAsync(account, command, started, cancellationToken);
    }

    private async Task<bool> TellAgainAsync(PlaceOrder command, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        if (await attempts.LockAsync(session, command.Account, command.ClientOrderId, cancellationToken) is not { } attempt)
            return false;
        if (attempt.State == AttemptState.Sending)
        {
            var cause = new RefusalReason
            {
                Code = RefusalCodes.SendingInterrupted,
                Message = "the worker stopped between storing the attempt and storing its answer",
            };
            await facts.DoubtAsync(session, attempt, cause, FirstQueryAt(), cancellationToken);
            Log.OutcomeUnknown(logger, attempt.ClientOrderId, attempt.OrderId, cause.Code, cause.Message);
        }
        else
        {
            await facts.RetellAsync(session, attempt, cancellationToken);
        }

        await session.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Waits until the account takes new orders; an order that would wait long goes back to the queue, so that cancels pass.
    /// </summary>
    private async Task<bool> AdmitAsync(AccountContext account, PlaceOrder command, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, account.LeaseLost);
        var left = command.NotAfter - time.GetUtcNow();
        var admitted = false;
        try
        {
            admitted = await account.Gate.WaitAsync(left < _options.AdmissionWait ? left : _options.AdmissionWait, time, either.Token);
        }
        catch (OperationCanceledException) when (account.LeaseLost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whoever holds the lease next takes it up.
        }

        if (time.GetUtcNow() >= command.NotAfter)
        {
            await RefuseAsync(command, PlacementRules.TooOld(command, time.GetUtcNow()), cancellationToken);
            return false;
        }

        if (admitted)
            return true;
        await using var session = await store.BeginAsync(cancellationToken);
        await DeferAsync(session, command, cancellationToken);
        await session.CommitAsync(cancellationToken);
        return false;
    }

    private async Task<bool> StoreAsync(AccountContext account, PlaceOrder command, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        if (!await leases.HoldsAsync(session, account.Lease, cancellationToken))
        {
            await DeferAsync(session, command, cancellationToken);
            await session.CommitAsync(cancellationToken);
            return false;
        }

        if (await attempts.FindSliceHolderAsync(session, command.OrderId, command.Slice, cancellationToken) is { } holder)
        {
            await RefuseAsync(session, command, PlacementRules.SliceHeld(command, holder), cancellationToken);
            await session.CommitAsync(cancellationToken);
            return false;
        }

        var attempt = Attempt.For(command, AttemptState.Sending, time.GetUtcNow());
        if (!await attempts.TryAddAsync(session, attempt, cancellationToken))
            throw new InvalidOperationException($"attempt {command.ClientOrderId} was stored by somebody else meanwhile");
        await session.CommitAsync(cancellationToken);
        return true;
    }

    private async Task SendAsync(AccountContext account, PlaceOrder command, long started, CancellationToken cancellationToken)
    {
        if (account.LeaseLost.IsCancellationRequested || time.GetElapsedTime(started) > _options.SendWithin)
        {
            await RecordAsync(account, command, PlacementRules.HeldUp(), cancellationToken);
            return;
        }

        PlacementAnswer answer;
        var sent = time.GetTimestamp();
        try
        {
            answer = await account.Gateway.PlaceAsync(command, account.LeaseLost);
        }
        catch (OperationCanceledException) when (account.LeaseLost.IsCancellationRequested)
        {
            // The gateway cancels before sending only; asking costs little, and believing it might cost a second order.
            answer = new PlacementAnswer.Unknown(new RefusalReason
            {
                Code = RefusalCodes.SendingInterrupted,
                Message = "the lease was lost while the order was being sent",
            });
        }

        var outcome = answer.GetType().Name;
        ExchangeMetrics.Placements.Add(1, ExchangeMetrics.Tag(account.Account), ExchangeMetrics.Outcome(outcome));
        ExchangeMetrics.PlacementDuration.Record(time.GetElapsedTime(sent).TotalSeconds, ExchangeMetrics.Outcome(outcome));
        await RecordAsync(account, command, answer, cancellationToken);
        Log.Placed(logger, command.OrderId, command.ClientOrderId, outcome);
    }

    private async Task RecordAsync(AccountContext account, PlaceOrder command, PlacementAnswer answer, CancellationToken cancellationToken)
    {
        if (answer is PlacementAnswer.Accepted accepted)
        {
            // An answer about some other order leaves the attempt as it is: reconciliation finds it and asks.
            if (await reports.ReportAsync(account.Gateway, accepted.Order, accepted.Trades, cancellationToken) == ReportResult.NoAttempt)
                Log.AnswerContradicted(logger, nameof(PlacementAnswer.Accepted), command.ClientOrderId);
            return;
        }

        await using var session = await store.BeginAsync(cancellationToken);
        var attempt = await attempts.LockAsync(session, command.Account, command.ClientOrderId, cancellationToken)
            ?? throw new UnreachableException($"attempt {command.ClientOrderId} was stored before it was sent");
        var told = answer switch
        {
            PlacementAnswer.Rejected rejected => await facts.EndWithoutReportAsync(
                session, attempt, stored => PlacementRules.Ended(stored, AttemptState.Rejected, rejected.Reason, false, null),
                    cancellationToken),
            PlacementAnswer.NotSent notSent => await facts.EndWithoutReportAsync(
                session,
                attempt,
                stored => PlacementRules.Ended(stored, AttemptState.NotSent, notSent.Reason, notSent.Retryable, notSent.RetryAfter),
                cancellationToken),
            PlacementAnswer.Unknown unknown => await facts.DoubtAsync(session, attempt, unknown.Cause, FirstQueryAt(), cancellationToken)
                is not null
                || attempt.State == AttemptState.Unknown || attempt.VenueOrderId is not null,
            _ => throw new UnreachableException($"an answer of a fifth kind: {answer.GetType().Name}"),
        };
        if (!told)
            Log.AnswerContradicted(logger, answer.GetType().Name, command.ClientOrderId);
        await session.CommitAsync(cancellationToken);
    }

    private async Task RefuseAsync(PlaceOrder command, RefusalReason reason, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        await RefuseAsync(session, command, reason, cancellationToken);
        await session.CommitAsync(cancellationToken);
    }

    /// <summary>Stores the attempt as one that was never sent, so that the refusal is kept, and told again on a second delivery.</summary>
    private async Task RefuseAsync(IDurableSession session, PlaceOrder command, RefusalReason reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var refused = PlacementRules.Ended(Attempt.For(command, AttemptState.Sending, now), AttemptState.NotSent, reason, false, null)
            with { HoldsSlice = false, EndedAt = now };
        if (!await attempts.TryAddAsync(session, refused, cancellationToken))
            throw new InvalidOperationException($"attempt {command.ClientOrderId} was stored by somebody else meanwhile");
        await facts.RetellAsync(session, refused, cancellationToken);
        ExchangeMetrics.Refusals.Add(1, ExchangeMetrics.Tag(command.Account), new KeyValuePair<string, object?>("reason", reason.Code));
        if (reason.Code == RefusalCodes.EntryTooOld)
            Log.Refused(logger, command.OrderId, command.ClientOrderId, reason.Code, reason.Message);
        else
            Log.RefusedAlarm(logger, command.OrderId, command.ClientOrderId, reason.Code, reason.Message);
    }

    private async Task DeferAsync(IDurableSession session, PlaceOrder command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var dueAt = now + _options.DeferDelay;
        var queue = WireNames.ExchangeCommandsQueue(command.Account);

        // A fresh message id: this is another delivery, and the attempt's row is what makes deliveries idempotent.
        await outbox.SendAsync(session, queue, command, Guid.CreateVersion7(now), command.OrderId, dueAt, cancellationToken);
        Log.Deferred(logger, command.ClientOrderId, command.Account, dueAt);
    }

    private DateTimeOffset FirstQueryAt() => time.GetUtcNow() + _options.Resolution.DelayAfter(0);
}
