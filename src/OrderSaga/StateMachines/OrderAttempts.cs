using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Deadlines;
using Bot3.Messaging.OrderSaga.Orders;
using Microsoft.Extensions.Options;
using DomainStatus = Bot3.Messaging.Domain.Orders.OrderStatus;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>Attempts at the venue over time: the next one, the last one, the cancel, and what a passed deadline asks for.</summary>
internal sealed class OrderAttempts(
    OrderRecorder recorder,
    OrderCommands commands,
    IOptions<PlacementOptions> placement,
    IOptions<DeadlineOptions> deadlines,
    TimeProvider time,
    ILogger<OrderAttempts> logger)
{
    // Missing fills are asked for so often; then a person must look.
    private const int MissingFillProbesMax = 12;

    /// <summary>Sends the attempt that the order is at, or ends an order that is too old for it.</summary>
    public async ValueTask PlaceOrEndAsync(Handling handling, OrderState state)
    {
        if (await ExpireAsync(handling, state))
            return;
        if (time.GetUtcNow() >= state.NotAfter)
        {
            await GiveUpAsync(handling, state, TooOld(state));
            return;
        }

        await commands.PlaceAsync(handling.Session, state, handling.Token);
        recorder.SetDeadline(state, Order.FromSnapshot(state.Order));
    }

    /// <summary>Plans another attempt after one that provably did not reach the venue, or gives the order up.</summary>
    public async ValueTask TryAgainAsync(
        Handling handling, OrderState state, RefusalReason reason, bool retryable, TimeSpan? retryAfter)
    {
        if (await ExpireAsync(handling, state))
            return;
        if (!retryable)
        {
            var message = $"Another attempt cannot succeed. {reason.Message}";
            await GiveUpAsync(handling, state, new RefusalReason { Code = OrderCodes.NotRetryable, Message = message }, reason);
            return;
        }

        var made = state.Order.Attempt - 1;
        if (made >= placement.Value.AttemptsMax)
        {
            var message = $"Attempts made: {made}, allowed: {placement.Value.AttemptsMax}; none reached the venue.";
            await GiveUpAsync(handling, state, new RefusalReason { Code = OrderCodes.AttemptsExhausted, Message = message }, reason);
            return;
        }

#pragma warning disable CA5394 // Jitter spreads load, it keeps no secret.
        var delay = AttemptBackoff.Delay(placement.Value, state.Order.Attempt, retryAfter, (decimal)Random.Shared.NextDouble());
#pragma warning restore CA5394
        var dueAt = time.GetUtcNow() + delay;
        if (dueAt >= state.NotAfter)
        {
            await GiveUpAsync(handling, state, TooOld(state), reason);
            return;
        }

        state.NextAttemptAt = dueAt;
        recorder.SetDeadline(state, Order.FromSnapshot(state.Order));
        await commands.ScheduleAttemptAsync(handling.Session, state, dueAt, handling.Token);
        Log.AttemptScheduled(logger, state.CorrelationId, state.Order.Attempt, delay, reason.Message);
    }

    /// <summary>Makes a planned attempt, unless the order has moved on.</summary>
    public async ValueTask AttemptAsync(Handling handling, OrderState state, int attempt)
    {
        if (state.Order.Status is not DomainStatus.PendingSubmit || state.Order.Attempt != attempt || !IsWaiting(state))
        {
            Ignore(state, nameof(NextAttemptDue));
            return;
        }

        var data = new AuditData { Kind = nameof(NextAttemptDue), OccurredAt = time.GetUtcNow(), Attempt = attempt };
        await recorder.NoteAsync(handling, state, data, AuditOutcome.Applied, cause: null);
        await PlaceOrEndAsync(handling, state);
    }

    /// <summary>Asks for the cancel at the venue; between two attempts nothing is there, and the order ends at once.</summary>
    public async ValueTask CancelOrEndAsync(Handling handling, OrderState state)
    {
        if (IsWaiting(state))
            await recorder.ApplyAsync(handling, state, new OrderEvent.ProvenAbsent(time.GetUtcNow()));
        else
            await commands.CancelAsync(handling.Session, state, handling.Token);
    }

    /// <summary>Does what a passed deadline asks for. Never ends an order by itself: silence proves nothing.</summary>
    public async ValueTask ElapseAsync(Handling handling, OrderState state, OrderDeadlineElapsed elapsed)
    {
        var status = state.Order.Status;
        if (elapsed.Status != OrderMapping.ToContract(status) || state.Deadline is null || elapsed.Deadline < state.Deadline)
        {
            Ignore(state, nameof(OrderDeadlineElapsed));
            return;
        }

        if (OrderStatuses.IsTerminal(status))
            await AskForMissingFillsAsync(handling, state);
        else if (await ExpireAsync(handling, state))
            return;
        else if (status is DomainStatus.PendingSubmit && IsWaiting(state))
            await AttemptAsync(handling, state, state.Order.Attempt);
        else
            await AskAsync(handling, state, status);
    }

    private async ValueTask AskAsync(Handling handling, OrderState state, DomainStatus status)
    {
        state.Probes++;
        AlertIfOld(state, status);
        await recorder.ApplyAsync(handling, state, new OrderEvent.DeadlineElapsed(time.GetUtcNow()));
        if (status is DomainStatus.Created)
            await commands.CheckRiskAsync(handling.Session, state, handling.Token);
        else if (status is DomainStatus.PendingCancel && state.Probes % 2 == 1)
            await commands.CancelAsync(handling.Session, state, handling.Token);
        else
            await commands.ResolveAsync(handling.Session, state, handling.Token);
    }

    private async ValueTask AskForMissingFillsAsync(Handling handling, OrderState state)
    {
        var order = Order.FromSnapshot(state.Order);
        state.Probes++;
        if (state.Probes > MissingFillProbesMax || state.ClientOrderId is null)
        {
            state.Deadline = null;
            OrderMetrics.Alert("fills-missing");
            Log.FillsMissing(logger, state.CorrelationId, order.MissingFillQuantity.Value);
            return;
        }

        await commands.ResolveAsync(handling.Session, state, handling.Token);
        recorder.SetDeadline(state, order);
    }

    private async ValueTask<bool> ExpireAsync(Handling handling, OrderState state)
    {
        if (state.ExpiryTold || !(state.Submitted.ExpiresAt <= time.GetUtcNow()))
            return false;
        state.ExpiryTold = true;
        var step = await recorder.ApplyAsync(handling, state, new OrderEvent.ExpiryReached(time.GetUtcNow()));
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingCancel })
            await CancelOrEndAsync(handling, state);
        else
            recorder.SetDeadline(state, step.Order);
        return true;
    }

    private ValueTask<OrderStep> GiveUpAsync(Handling handling, OrderState state, params RefusalReason[] reasons)
    {
        state.NextAttemptAt = null;
        return recorder.ApplyAsync(handling, state, new OrderEvent.GivenUp(time.GetUtcNow(), OrderFacts.Text(reasons)), reasons);
    }

    private void AlertIfOld(OrderState state, DomainStatus status)
    {
        if (state.Alerted || !DeadlinePolicy.IsAlertable(status) || time.GetUtcNow() - state.StatusSince < deadlines.Value.AlertAfter)
            return;
        state.Alerted = true;
        OrderMetrics.Alert("status-too-old");
        Log.StatusTooOld(logger, state.CorrelationId, OrderMapping.ToContract(status), state.StatusSince);
    }

    private void Ignore(OrderState state, string name)
    {
        OrderMetrics.EventAnswered(name, nameof(AuditOutcome.Stale));
        Log.EventHadNoEffect(logger, state.CorrelationId, name, OrderMapping.ToContract(state.Order.Status), nameof(AuditOutcome.Stale));
    }

    // The attempt that the order is at has not been sent yet.
    private static bool IsWaiting(OrderState state) => state.PlacedAttempt < state.Order.Attempt;

    private static RefusalReason TooOld(OrderState state) => new()
    {
        Code = OrderCodes.EntryLifetimeOver,
        Message = $"Not sent after {state.NotAfter:O}: a stale entry is never sent late.",
    };
}
