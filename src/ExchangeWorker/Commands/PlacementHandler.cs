using System.Diagnostics;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Accounts;
using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Configuration;
using Bot3.Messaging.ExchangeWorker.Facts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Leases;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.ExchangeWorker.Telemetry;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.ExchangeWorker.Commands;

/// <summary>
/// Places an order: stored and committed first, then sent, once; then the outcome is stored together with the facts. A command that is
/// delivered again is answered from what is stored, and never sent again.
/// </summary>
internal sealed class PlacementHandler(
    AccountWorks works,
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
        var objection = PlacementRules.Objection(account, command);
        var admitted = account.Gate.IsOpen;
        if (objection is null && !admitted)
        {
            // An order that is known is answered at once; only a new one waits.
            if (await TellAgainAsync(account, command, cancellationToken))
                return;
            admitted = await WaitAsync(account, command, cancellationToken);
        }

        if (await StoreAsync(account, command, objection, admitted, cancellationToken) is { } stored)
            await SendAsync(account, command, stored, cancellationToken);
    }

    private Task<bool> TellAgainAsync(AccountContext account, PlaceOrder command, CancellationToken cancellationToken) => works.RunAsync(
        account.Account,
        group => attempts.Announce(group, command.ClientOrderId),
        async (session, after) => await TellAgainAsync(session, command, after, cancellationToken),
        cancellationToken);

    private async ValueTask<bool> TellAgainAsync(
        IDurableSession session, PlaceOrder command, AfterCommit after, CancellationToken cancellationToken)
    {
        if (await attempts.LockAsync(session, command.Account, command.ClientOrderId, cancellationToken) is not { } attempt)
            return false;
        if (attempt.State != AttemptState.Sending)
        {
            await facts.RetellAsync(session, attempt, cancellationToken);
            return true;
        }

        var cause = new RefusalReason
        {
            Code = RefusalCodes.SendingInterrupted,
            Message = "the worker stopped between storing the attempt and storing its answer",
        };
        await facts.DoubtAsync(session, attempt, cause, FirstQueryAt(), cancellationToken);
        after.Add(() => Log.OutcomeUnknown(logger, attempt.ClientOrderId, attempt.OrderId, cause.Code, cause.Message));
        return true;
    }

    /// <summary>
    /// Waits until the account takes new orders; an order that would wait long goes back to the queue, so that cancels pass.
    /// </summary>
    private async Task<bool> WaitAsync(AccountContext account, PlaceOrder command, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, account.LeaseLost);
        var left = command.NotAfter - time.GetUtcNow();
        try
        {
            return await account.Gate.WaitAsync(left < _options.AdmissionWait ? left : _options.AdmissionWait, time, either.Token);
        }
        catch (OperationCanceledException) when (account.LeaseLost.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Whoever holds the lease next takes it up.
            return false;
        }
    }

    /// <summary>Stores the attempt, if it may be sent now; else answers the command.</summary>
    /// <returns>The time stamp of storing; null when there is nothing to send.</returns>
    private Task<long?> StoreAsync(
        AccountContext account, PlaceOrder command, RefusalReason? objection, bool admitted, CancellationToken cancellationToken)
    {
        return works.RunAsync(account.Account, Announce, HandleAsync, cancellationToken);

        void Announce(PostgresGroup group)
        {
            attempts.Announce(group, command.ClientOrderId);
            attempts.AnnounceSlice(group, command.OrderId, command.Slice);
            leases.Announce(group, account.Lease);
        }

        async Task<long?> HandleAsync(IDurableSession session, AfterCommit after)
        {
            if (await TellAgainAsync(session, command, after, cancellationToken))
                return null;
            var now = time.GetUtcNow();
            var refusal = objection ?? (now >= command.NotAfter ? PlacementRules.TooOld(command, now) : null);
            if (refusal is null && (!admitted || !await leases.HoldsAsync(session, account.Lease, cancellationToken)))
            {
                await DeferAsync(session, command, after, cancellationToken);
                return null;
            }

            if (refusal is null
                && await attempts.FindSliceHolderAsync(session, command.OrderId, command.Slice, cancellationToken) is { } holder)
                refusal = PlacementRules.SliceHeld(command, holder);
            if (refusal is not null)
            {
                await RefuseAsync(session, command, refusal, after, cancellationToken);
                return null;
            }

            // Before the attempt's own time: the time for sending never ends later than by that.
            var started = time.GetTimestamp();
            await AddAsync(session, Attempt.For(command, AttemptState.Sending, time.GetUtcNow()), cancellationToken);
            return started;
        }
    }

    private async Task SendAsync(AccountContext account, PlaceOrder command, long started, CancellationToken cancellationToken)
    {
        PlacementAnswer answer;
        var sent = time.GetTimestamp();
        try
        {
            // Asked by the gateway right before the bytes leave: after any suspension of this process, another owner may be proving that the
            // order is absent.
            answer = await account.Gateway.PlaceAsync(
                command,
                () => !account.LeaseLost.IsCancellationRequested && time.GetElapsedTime(started) <= _options.SendWithin,
                account.LeaseLost);
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

        await works.RunAsync(
            account.Account,
            group => attempts.Announce(group, command.ClientOrderId),
            async (session, after) =>
            {
                var attempt = await attempts.LockAsync(session, command.Account, command.ClientOrderId, cancellationToken)
                    ?? throw new UnreachableException($"attempt {command.ClientOrderId} was stored before it was sent");
                var told = await TellAsync(session, attempt, answer, cancellationToken);
                if (!told)
                    after.Add(() => Log.AnswerContradicted(logger, answer.GetType().Name, command.ClientOrderId));
                return told;
            },
            cancellationToken);
    }

    /// <summary>Tells an answer that is no acceptance.</summary>
    /// <returns>False when the venue has said something else meanwhile, which stands.</returns>
    private async ValueTask<bool> TellAsync(
        IDurableSession session, Attempt attempt, PlacementAnswer answer, CancellationToken cancellationToken) => answer switch
    {
        PlacementAnswer.Rejected rejected => await facts.EndWithoutReportAsync(
            session,
            attempt,
            stored => PlacementRules.Ended(stored, AttemptState.Rejected, rejected.Reason, false, null),
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

    /// <summary>Stores the attempt as one that was never sent, so that the refusal is kept, and told again on a second delivery.</summary>
    private async ValueTask RefuseAsync(
        IDurableSession session, PlaceOrder command, RefusalReason reason, AfterCommit after, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var refused = PlacementRules.Ended(Attempt.For(command, AttemptState.Sending, now), AttemptState.NotSent, reason, false, null)
            with { HoldsSlice = false, EndedAt = now };
        await AddAsync(session, refused, cancellationToken);
        await facts.RefusedAsync(session, refused, cancellationToken);
        after.Add(() => Refused(command, reason));
    }

    private void Refused(PlaceOrder command, RefusalReason reason)
    {
        ExchangeMetrics.Refusals.Add(1, ExchangeMetrics.Tag(command.Account), new KeyValuePair<string, object?>("reason", reason.Code));
        if (reason.Code == RefusalCodes.EntryTooOld)
            Log.Refused(logger, command.OrderId, command.ClientOrderId, reason.Code, reason.Message);
        else
            Log.RefusedAlarm(logger, command.OrderId, command.ClientOrderId, reason.Code, reason.Message);
    }

    private async ValueTask AddAsync(IDurableSession session, Attempt attempt, CancellationToken cancellationToken)
    {
        if (!await attempts.TryAddAsync(session, attempt, cancellationToken))
            throw new InvalidOperationException($"attempt {attempt.ClientOrderId} was stored by somebody else meanwhile");
    }

    private async ValueTask DeferAsync(
        IDurableSession session, PlaceOrder command, AfterCommit after, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var dueAt = now + _options.DeferDelay;
        var queue = WireNames.ExchangeCommandsQueue(command.Account);

        // A fresh message id: this is another delivery, and the attempt's row is what makes deliveries idempotent.
        await outbox.SendAsync(session, queue, command, Guid.CreateVersion7(now), command.OrderId, dueAt, cancellationToken);
        after.Add(() => Log.Deferred(logger, command.ClientOrderId, command.Account, dueAt));
    }

    private DateTimeOffset FirstQueryAt() => time.GetUtcNow() + _options.Resolution.DelayAfter(0);
}
