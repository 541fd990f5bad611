using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Deadlines;
using Bot3.Messaging.OrderSaga.Orders;
using Bot3.Messaging.Persistence.Outbox;
using Microsoft.Extensions.Options;
using DomainStatus = Bot3.Messaging.Domain.Orders.OrderStatus;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>
/// Puts an event to the domain and records the answer: state, audit row, status event, deadline, release, figures. All of it joins the
/// unit of work of the message.
/// </summary>
internal sealed class OrderRecorder(
    IAuditTrail audit,
    IMessageOutbox outbox,
    OrderCommands commands,
    IOptions<DeadlineOptions> deadlines,
    IOptions<PlacementOptions> placement,
    TimeProvider time,
    ILogger<OrderRecorder> logger)
{
    /// <summary>Begins an order: first audit row, first status event.</summary>
    public async ValueTask BeginAsync(Handling handling, OrderState state, SubmitOrder submitted)
    {
        var now = time.GetUtcNow();
        var order = Order.Create(OrderMapping.ToTerms(submitted), submitted.CreatedAt);
        state.Submitted = submitted;
        state.Order = order.ToSnapshot();
        state.CurrentState = order.Status.ToString();
        state.ReceivedAt = state.StatusSince = state.UpdatedAt = now;
        SetDeadline(state, order);
        var data = new AuditData { Kind = nameof(SubmitOrder), OccurredAt = submitted.CreatedAt, Order = submitted };
        await WriteAsync(handling, state, data, null, order.Status, AuditOutcome.Applied, late: false, cause: null);
        await TellAsync(handling, state, null, isNews: true);
        Log.StatusChanged(logger, state.CorrelationId, null, OrderMapping.ToContract(order.Status), nameof(SubmitOrder));
    }

    /// <summary>Puts an event to the domain and records the answer.</summary>
    /// <param name="handling">The message and its unit of work.</param>
    /// <param name="state">The order.</param>
    /// <param name="happened">The event.</param>
    /// <param name="reasons">The reasons to show from now on; null leaves those shown.</param>
    /// <param name="enrich">Adds to the row's data what the domain does not carry.</param>
    public async ValueTask<OrderStep> ApplyAsync(
        Handling handling,
        OrderState state,
        OrderEvent happened,
        IReadOnlyList<RefusalReason>? reasons = null,
        Func<AuditData, AuditData>? enrich = null)
    {
        var before = state.Order;
        var step = Order.FromSnapshot(state.Order).Apply(happened);
        var data = AuditData.From(happened);
        var name = data.Kind;
        var outcome = Enum.Parse<AuditOutcome>(step.Outcome.ToString());
        OrderMetrics.EventAnswered(name, outcome.ToString());

        // A violating fill is counted as unexpected quantity: the order changes although its status does not.
        var snapshot = step.Order.ToSnapshot();
        state.Order = snapshot;
        if (outcome is AuditOutcome.Applied)
        {
            state.Reasons = reasons ?? state.Reasons;
            Move(state, step, name);
        }

        Report(state, step, name);
        var cause = step.Violation ?? (reasons is { Count: > 0 } ? OrderFacts.Text(reasons) : data.Reason);
        await WriteAsync(handling, state, enrich?.Invoke(data) ?? data, step.From, step.To, outcome, step.Late, cause);
        if (outcome is AuditOutcome.Applied && IsNews(step, before, snapshot))
            await TellAsync(handling, state, OrderMapping.ToContract(step.From), isNews: true);
        if (outcome is AuditOutcome.Applied && step.From != step.To && OrderStatuses.IsTerminal(step.To))
            await EndAsync(handling, state, step);
        return step;
    }

    /// <summary>Writes a row about something that is no event of the domain.</summary>
    public ValueTask NoteAsync(Handling handling, OrderState state, AuditData data, AuditOutcome outcome, string? cause)
    {
        OrderMetrics.EventAnswered(data.Kind, outcome.ToString());
        return WriteAsync(handling, state, data, state.Order.Status, state.Order.Status, outcome, late: false, cause);
    }

    /// <summary>Tells the strategy how its order stands.</summary>
    /// <param name="handling">The message and its unit of work.</param>
    /// <param name="state">The order.</param>
    /// <param name="previous">The status before.</param>
    /// <param name="isNews">False repeats the last event under its old number.</param>
    /// <param name="extra">Reasons for this telling only.</param>
    public ValueTask TellAsync(
        Handling handling,
        OrderState state,
        Contracts.OrderStatus? previous,
        bool isNews,
        IReadOnlyList<RefusalReason>? extra = null)
    {
        if (isNews)
            state.StatusSequence++;
        var order = Order.FromSnapshot(state.Order);
        var status = OrderMapping.ToContract(order.Status);
        var told = new OrderStatusChanged
        {
            OrderId = state.CorrelationId,
            StrategyId = state.Submitted.StrategyId,
            Account = state.Submitted.Account,
            Symbol = state.Submitted.Symbol,
            Sequence = state.StatusSequence,
            PreviousStatus = previous,
            Status = status,
            FilledQuantity = order.FilledQuantity.Value,
            RemainingQuantity = OrderStatuses.IsTerminal(order.Status) ? 0 : order.RemainingQuantity.Value,
            AveragePrice = order.AveragePrice?.Value,
            Reasons = extra ?? state.Reasons,
            OccurredAt = isNews ? order.UpdatedAt : time.GetUtcNow(),
        };
        var messageId = isNews
            ? DeterministicId.From("status", state.CorrelationId.ToString("D"), state.StatusSequence.ToString(Invariant))
            : Guid.CreateVersion7(time.GetUtcNow());
        return outbox.PublishAsync(handling.Session, told, messageId, state.CorrelationId, handling.Token);
    }

    /// <summary>Refuses another strategy's order under a taken id, without a word about the order that has it.</summary>
    public ValueTask TellStrangerAsync(Handling handling, SubmitOrder submitted, RefusalReason reason) =>
        outbox.PublishAsync(
            handling.Session,
            new OrderStatusChanged
            {
                OrderId = submitted.OrderId,
                StrategyId = submitted.StrategyId,
                Account = submitted.Account,
                Symbol = submitted.Symbol,
                Sequence = 1,
                Status = Contracts.OrderStatus.Denied,
                FilledQuantity = 0,
                RemainingQuantity = 0,
                Reasons = [reason],
                OccurredAt = time.GetUtcNow(),
            },
            Guid.CreateVersion7(time.GetUtcNow()),
            submitted.OrderId,
            handling.Token);

    /// <summary>Sets when the present status must be looked at; the expiry that we keep comes first if it is earlier.</summary>
    public void SetDeadline(OrderState state, Order order)
    {
        var missing = !order.MissingFillQuantity.IsZero;
        var wait = DeadlinePolicy.Wait(deadlines.Value, order.Status, state.Probes, missing);
        var deadline = wait is { } length ? Later(time.GetUtcNow() + length, state.NextAttemptAt + length) : (DateTimeOffset?)null;
        if (order.Terms.ExpiresAt is { } expiry && !state.ExpiryTold && !OrderStatuses.IsTerminal(order.Status))
            deadline = deadline < expiry ? deadline : expiry;
        state.Deadline = deadline;
    }

    private static System.Globalization.CultureInfo Invariant => System.Globalization.CultureInfo.InvariantCulture;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset? other) => other > one ? other.Value : one;

    // A passed deadline that changes nothing and a repeated question are our own business.
    private static bool IsNews(OrderStep step, OrderSnapshot before, OrderSnapshot after) =>
        step.From != step.To || before.FilledQuantity != after.FilledQuantity
        || step.Kind is OrderEventKind.NotSent or OrderEventKind.CancelRejected;

    private void Move(OrderState state, OrderStep step, string name)
    {
        var now = time.GetUtcNow();
        state.UpdatedAt = now;
        if (step.From != step.To)
        {
            state.CurrentState = step.To.ToString();
            state.StatusSince = now;
            state.Probes = 0;
            state.Alerted = false;
            Log.StatusChanged(logger, state.CorrelationId, OrderMapping.ToContract(step.From), OrderMapping.ToContract(step.To), name);
        }
        else if (step.Kind is not OrderEventKind.DeadlineElapsed)
        {
            state.Probes = 0;
        }

        if (step.Kind is OrderEventKind.Accepted or OrderEventKind.Fill or OrderEventKind.PartialFill && state.AcknowledgedAt is null)
        {
            state.AcknowledgedAt = now;
            OrderMetrics.OrderAcknowledged(now - state.ReceivedAt);
        }

        SetDeadline(state, step.Order);
    }

    private void Report(OrderState state, OrderStep step, string name)
    {
        var status = OrderMapping.ToContract(step.From);
        if (step.Outcome is TransitionOutcome.Violation)
            Log.Violation(logger, state.CorrelationId, name, status, step.Violation!);
        else if (step.Outcome is not TransitionOutcome.Applied)
            Log.EventHadNoEffect(logger, state.CorrelationId, name, status, step.Outcome.ToString());
        if (!step.Late)
            return;
        OrderMetrics.FillWasLate();
        Log.LateFill(logger, state.CorrelationId, status);
    }

    private async ValueTask EndAsync(Handling handling, OrderState state, OrderStep step)
    {
        var status = OrderMapping.ToContract(step.To);
        if (state.EndedAt is null)
        {
            state.EndedAt = time.GetUtcNow();
            OrderMetrics.OrderEnded(status, state.Reasons.Count > 0 ? state.Reasons[0].Code : "none", state.EndedAt.Value - state.ReceivedAt);
        }

        if (step.To is DomainStatus.Failed)
        {
            OrderMetrics.Alert("failed");
            Log.OrderFailed(logger, state.CorrelationId, step.Order.Reason ?? "no reason recorded");
        }

        // Without a decision nothing is reserved as far as is known; should risk approve later, that approval is answered by a release.
        if (state.DecisionId is not null && step.To is not (DomainStatus.Filled or DomainStatus.Denied))
            await commands.ReleaseAsync(handling.Session, state, status, handling.Token);
    }

    private ValueTask WriteAsync(
        Handling handling, OrderState state, AuditData data, DomainStatus? from, DomainStatus to, AuditOutcome outcome, bool late, string? cause)
    {
        if (outcome is not AuditOutcome.Applied && ++state.RepeatRows > placement.Value.RepeatRowsMax && from == to
            && !ChangesOrder(outcome, data))
            return ValueTask.CompletedTask;
        state.AuditSequence++;
        return audit.AppendAsync(
            handling.Session,
            new AuditEntry
            {
                OrderId = state.CorrelationId,
                Sequence = state.AuditSequence,
                From = from is { } status ? OrderMapping.ToContract(status) : null,
                To = OrderMapping.ToContract(to),
                Event = data.Kind,
                Outcome = outcome,
                Late = late,
                Cause = cause,
                Data = data.ToJson(),
                OccurredAt = data.OccurredAt,
                RecordedAt = time.GetUtcNow(),
                MessageId = handling.MessageId,
            },
            handling.Token);
    }

    // Unexpected quantity is part of the order: without its row the trail would not rebuild it.
    private static bool ChangesOrder(AuditOutcome outcome, AuditData data) =>
        outcome is AuditOutcome.Violation && data.Kind == nameof(OrderEvent.FillReceived);
}
