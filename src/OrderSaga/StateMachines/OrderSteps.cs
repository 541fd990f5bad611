using Bot3.Messaging.Contracts;
using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.OrderSaga.Audit;
using Bot3.Messaging.OrderSaga.Intake;
using Bot3.Messaging.OrderSaga.Orders;
using MassTransit;
using Microsoft.Extensions.Options;
using DomainStatus = Bot3.Messaging.Domain.Orders.OrderStatus;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>The named steps of <see cref="OrderStateMachine"/>: put the event to the domain, then do what its answer calls for.</summary>
internal sealed class OrderSteps(
    OrderRecorder recorder,
    OrderCommands commands,
    OrderAttempts attempts,
    IOptions<PlacementOptions> placement,
    ILogger<OrderSteps> logger)
{
    /// <summary>Takes a new order in and asks risk.</summary>
    public async Task BeginAsync(BehaviorContext<OrderState, SubmitOrder> context)
    {
        var handling = Handling.Of(context);
        context.Saga.ContentHash = ContentHash.Of(context.Message);
        await recorder.BeginAsync(handling, context.Saga, context.Message);
        await commands.CheckRiskAsync(handling.Session, context.Saga, handling.Token);
    }

    /// <summary>Answers a repetition: the same order is told its status again, another one under the same id is refused.</summary>
    public async Task AnswerAgainAsync(BehaviorContext<OrderState, SubmitOrder> context)
    {
        var handling = Handling.Of(context);
        var state = context.Saga;
        if (ContentHash.Of(context.Message) == state.ContentHash)
        {
            await recorder.ApplyAsync(handling, state, new OrderEvent.Resubmitted(context.Message.CreatedAt));
            await recorder.TellAsync(handling, state, OrderMapping.ToContract(state.Order.Status), isNews: false);
            return;
        }

        Log.DuplicateContent(logger, state.CorrelationId, context.Message.StrategyId);
        var reason = new RefusalReason
        {
            Code = IntakeCodes.DuplicateOrderContent,
            Message = $"Order id {state.CorrelationId} is taken by an order with other content, which stands unchanged.",
        };
        var data = new AuditData { Kind = nameof(SubmitOrder), OccurredAt = context.Message.CreatedAt, Order = context.Message };
        await recorder.NoteAsync(handling, state, data, AuditOutcome.Violation, OrderFacts.Text([reason]));
        if (context.Message.StrategyId == state.Submitted.StrategyId)
            await recorder.TellAsync(handling, state, OrderMapping.ToContract(state.Order.Status), isNews: false, [reason]);
        else
            await recorder.TellStrangerAsync(handling, context.Message, reason);
    }

    /// <summary>Risk allows the order: the first attempt, unless it is over already.</summary>
    public async Task ApproveAsync(BehaviorContext<OrderState, RiskApproved> context)
    {
        var handling = Handling.Of(context);
        var (state, fact) = (context.Saga, context.Message);
        var step = await recorder.ApplyAsync(handling, state, OrderFacts.From(fact), [], data => data with
        {
            DecisionId = fact.DecisionId, LimitsVersion = fact.LimitsVersion, Venue = fact.Venue,
        });
        if (step.Outcome is not TransitionOutcome.Applied)
        {
            // Cancelled while risk was thinking: what that approval has reserved is free again.
            if (OrderStatuses.IsTerminal(step.To) && state.DecisionId is null)
            {
                state.DecisionId = fact.DecisionId;
                await commands.ReleaseAsync(handling.Session, state, OrderMapping.ToContract(step.To), handling.Token);
            }

            return;
        }

        state.DecisionId = fact.DecisionId;
        state.LimitsVersion = fact.LimitsVersion;
        state.Venue = fact.Venue;
        var notAfter = state.ReceivedAt + placement.Value.EntryLifetime;
        state.NotAfter = state.Submitted.ExpiresAt < notAfter ? state.Submitted.ExpiresAt : notAfter;
        await attempts.PlaceOrEndAsync(handling, state);
    }

    /// <summary>Risk forbids the order.</summary>
    public Task DenyAsync(BehaviorContext<OrderState, RiskDenied> context) =>
        ApplyAsync(context, OrderFacts.From(context.Message), context.Message.Reasons, data => data with
        {
            DecisionId = context.Message.DecisionId, LimitsVersion = context.Message.LimitsVersion,
        });

    /// <summary>The venue has the order; a cancel that was waiting for it goes out.</summary>
    public async Task AcceptAsync(BehaviorContext<OrderState, OrderAccepted> context)
    {
        var step = await ApplyAsync(context, OrderFacts.From(context.Message), []);
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingCancel })
            await attempts.CancelOrEndAsync(Handling.Of(context), context.Saga);
    }

    /// <summary>The venue said no.</summary>
    public Task RejectAsync(BehaviorContext<OrderState, OrderRejected> context) =>
        ApplyAsync(context, OrderFacts.From(context.Message), [context.Message.Reason]);

    /// <summary>The attempt never reached the venue: another one, or the end.</summary>
    public async Task RetryAsync(BehaviorContext<OrderState, OrderNotSent> context)
    {
        var fact = context.Message;
        var step = await ApplyAsync(context, OrderFacts.From(fact), [fact.Reason]);
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingSubmit })
            await attempts.TryAgainAsync(Handling.Of(context), context.Saga, fact.Reason, fact.Retryable, fact.RetryAfter);
    }

    /// <summary>The doubt is over, the venue never had the attempt: another one, or the end.</summary>
    public async Task RetryAsync(BehaviorContext<OrderState, OrderProvenAbsent> context)
    {
        var fact = context.Message;
        var step = await ApplyAsync(
            context, OrderFacts.From(fact), reasons: null, data => data with { Evidence = fact.Evidence });
        var reason = new RefusalReason { Code = OrderCodes.ProvenAbsent, Message = fact.Evidence };
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingSubmit })
            await attempts.TryAgainAsync(Handling.Of(context), context.Saga, reason, retryable: true, retryAfter: null);
    }

    /// <summary>The wait before another attempt is over.</summary>
    public Task AttemptAsync(BehaviorContext<OrderState, NextAttemptDue> context) =>
        attempts.AttemptAsync(Handling.Of(context), context.Saga, context.Message.Attempt).AsTask();

    /// <summary>Maybe at the venue; its deadline is short and asks.</summary>
    public Task DoubtAsync(BehaviorContext<OrderState, OrderOutcomeUnknown> context) =>
        ApplyAsync(context, OrderFacts.From(context.Message), [context.Message.Cause]);

    /// <summary>One trade.</summary>
    public Task FillAsync(BehaviorContext<OrderState, OrderFilled> context) => ApplyAsync(context, OrderFacts.From(context.Message), []);

    /// <summary>The venue says that it is cancelled.</summary>
    public Task EndCancelledAsync(BehaviorContext<OrderState, OrderCancelled> context) =>
        ApplyAsync(context, OrderFacts.From(context.Message));

    /// <summary>The venue says that it has expired.</summary>
    public Task EndExpiredAsync(BehaviorContext<OrderState, OrderExpired> context) =>
        ApplyAsync(context, OrderFacts.From(context.Message));

    /// <summary>The venue refused the cancel, perhaps because the order is done: the truth is asked for.</summary>
    public async Task AskAfterRefusedCancelAsync(BehaviorContext<OrderState, OrderCancelRejected> context)
    {
        var step = await ApplyAsync(context, OrderFacts.From(context.Message), [context.Message.Reason]);
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingCancel })
            await commands.ResolveAsync(Handling.Of(context).Session, context.Saga, context.CancellationToken);
    }

    /// <summary>The strategy wants its order gone.</summary>
    public async Task CancelAsync(BehaviorContext<OrderState, CancelOrder> context)
    {
        var handling = Handling.Of(context);
        var (state, command) = (context.Saga, context.Message);
        if (command.StrategyId != state.Submitted.StrategyId)
        {
            Log.NotTheOwner(logger, state.CorrelationId, command.StrategyId);
            var data = new AuditData { Kind = nameof(CancelOrder), OccurredAt = command.RequestedAt, Reason = command.Reason };
            var cause = $"{IntakeCodes.NotTheOwner}: strategy {command.StrategyId} asked, the order is {state.Submitted.StrategyId}'s.";
            await recorder.NoteAsync(handling, state, data, AuditOutcome.Violation, cause);
            return;
        }

        var step = await recorder.ApplyAsync(handling, state, OrderFacts.From(command));
        if (step is { Outcome: TransitionOutcome.Applied, To: DomainStatus.PendingCancel })
            await attempts.CancelOrEndAsync(handling, state);
    }

    /// <summary>The present status has lasted as long as it may.</summary>
    public Task ElapseAsync(BehaviorContext<OrderState, OrderDeadlineElapsed> context) =>
        attempts.ElapseAsync(Handling.Of(context), context.Saga, context.Message).AsTask();

    private Task<OrderStep> ApplyAsync(
        BehaviorContext<OrderState> context,
        OrderEvent happened,
        IReadOnlyList<RefusalReason>? reasons = null,
        Func<AuditData, AuditData>? enrich = null) =>
        recorder.ApplyAsync(Handling.Of(context), context.Saga, happened, reasons, enrich).AsTask();
}
