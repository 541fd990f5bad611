using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.OrderSaga.StateMachines;

/// <summary>
/// Routes every message about an order to its step and keeps the order's state. What an event does to a status, the domain's table says,
/// and only it: therefore each line holds in every state, and the answer may be Applied, Duplicate, Stale or Violation, but never silence.
/// The states are the domain's statuses by name; a conformance test walks all pairs.
/// </summary>
internal sealed class OrderStateMachine : MassTransitStateMachine<OrderState>
{
    public OrderStateMachine(OrderSteps steps, StrayEvents strays)
    {
        InstanceState(order => order.CurrentState);
        Correlate(strays);
        OnUnhandledEvent(context => strays.KeepUnhandledAsync(context).AsTask());

        Initially(
            When(Submit).ThenAsync(steps.BeginAsync));

        DuringAny(
            When(Submit).ThenAsync(steps.AnswerAgainAsync),
            When(Approved).ThenAsync(steps.ApproveAsync),
            When(DeniedByRisk).ThenAsync(steps.DenyAsync),
            When(Accepted).ThenAsync(steps.AcceptAsync),
            When(RejectedByVenue).ThenAsync(steps.RejectAsync),
            When(NotSent).ThenAsync(steps.RetryAsync),
            When(OutcomeUnknown).ThenAsync(steps.DoubtAsync),
            When(ProvenAbsent).ThenAsync(steps.RetryAsync),
            When(AttemptDue).ThenAsync(steps.AttemptAsync),
            When(Fill).ThenAsync(steps.FillAsync),
            When(Cancel).ThenAsync(steps.CancelAsync),
            When(CancelledByVenue).ThenAsync(steps.EndCancelledAsync),
            When(CancelRefused).ThenAsync(steps.AskAfterRefusedCancelAsync),
            When(ExpiredAtVenue).ThenAsync(steps.EndExpiredAsync),
            When(DeadlineElapsed).ThenAsync(steps.ElapseAsync));
    }

    public State Created { get; private set; } = null!;

    public State PendingSubmit { get; private set; } = null!;

    public State Submitted { get; private set; } = null!;

    public State PartiallyFilled { get; private set; } = null!;

    public State Filled { get; private set; } = null!;

    public State PendingCancel { get; private set; } = null!;

    public State PendingModify { get; private set; } = null!;

    public State Unknown { get; private set; } = null!;

    public State Cancelled { get; private set; } = null!;

    public State Rejected { get; private set; } = null!;

    public State Denied { get; private set; } = null!;

    public State Expired { get; private set; } = null!;

    public State Failed { get; private set; } = null!;

    public Event<SubmitOrder> Submit { get; private set; } = null!;

    public Event<RiskApproved> Approved { get; private set; } = null!;

    public Event<RiskDenied> DeniedByRisk { get; private set; } = null!;

    public Event<OrderAccepted> Accepted { get; private set; } = null!;

    public Event<OrderRejected> RejectedByVenue { get; private set; } = null!;

    public Event<OrderNotSent> NotSent { get; private set; } = null!;

    public Event<OrderOutcomeUnknown> OutcomeUnknown { get; private set; } = null!;

    public Event<OrderProvenAbsent> ProvenAbsent { get; private set; } = null!;

    public Event<NextAttemptDue> AttemptDue { get; private set; } = null!;

    public Event<OrderFilled> Fill { get; private set; } = null!;

    public Event<CancelOrder> Cancel { get; private set; } = null!;

    public Event<OrderCancelled> CancelledByVenue { get; private set; } = null!;

    public Event<OrderCancelRejected> CancelRefused { get; private set; } = null!;

    public Event<OrderExpired> ExpiredAtVenue { get; private set; } = null!;

    public Event<OrderDeadlineElapsed> DeadlineElapsed { get; private set; } = null!;

    // Always by order id. A missing order is never a reason to drop a message in silence, which is MassTransit's default.
    private void Correlate(StrayEvents strays)
    {
        Event(() => Submit, e => e.CorrelateById(context => context.Message.OrderId));
        Event(() => Approved, e => Fact(e, message => message.OrderId));
        Event(() => DeniedByRisk, e => Fact(e, message => message.OrderId));
        Event(() => Accepted, e => Fact(e, message => message.OrderId));
        Event(() => RejectedByVenue, e => Fact(e, message => message.OrderId));
        Event(() => NotSent, e => Fact(e, message => message.OrderId));
        Event(() => OutcomeUnknown, e => Fact(e, message => message.OrderId));
        Event(() => ProvenAbsent, e => Fact(e, message => message.OrderId));
        Event(() => AttemptDue, e => Fact(e, message => message.OrderId));
        Event(() => Fill, e => Fact(e, message => message.OrderId));
        Event(() => CancelledByVenue, e => Fact(e, message => message.OrderId));
        Event(() => CancelRefused, e => Fact(e, message => message.OrderId));
        Event(() => ExpiredAtVenue, e => Fact(e, message => message.OrderId));
        Event(() => DeadlineElapsed, e => Fact(e, message => message.OrderId));
        Event(() => Cancel, e =>
        {
            e.CorrelateById(context => context.Message.OrderId);
            e.OnMissingInstance(missing => missing.ExecuteAsync(context => strays.KeepUnknownAsync(context).AsTask()));
        });

        void Fact<T>(IEventCorrelationConfigurator<OrderState, T> e, Func<T, Guid> orderId)
            where T : class
        {
            e.CorrelateById(context => orderId(context.Message));
            e.OnMissingInstance(missing => missing.ExecuteAsync(
                context => strays.KeepUnknownAsync(context, orderId(context.Message)).AsTask()));
        }
    }
}
