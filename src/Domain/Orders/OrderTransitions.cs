using E = Bot3.Messaging.Domain.Orders.OrderEventKind;
using S = Bot3.Messaging.Domain.Orders.OrderStatus;

namespace Bot3.Messaging.Domain.Orders;

/// <summary>The only place that knows which event leads an order from which status to which.</summary>
/// <remarks>
/// Two facts that are not in the status refine a result, in <see cref="Refine"/>: an order that works again after a change is
/// partially filled when it has fills, and a cancel sent because the expiry was reached ends as expired.
/// </remarks>
public static class OrderTransitions
{
    /// <summary>The answer to an event in a status; total: every pair has one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value outside its enumeration.</exception>
    public static Transition Next(OrderStatus status, OrderEventKind kind) => (status, kind) switch
    {
        (S.Created, E.Submit) => Same(S.Created),
        (S.PendingSubmit, E.Submit) => Same(S.PendingSubmit),
        (S.Submitted, E.Submit) => Same(S.Submitted),
        (S.PartiallyFilled, E.Submit) => Same(S.PartiallyFilled),
        (S.Filled, E.Submit) => Same(S.Filled),
        (S.PendingCancel, E.Submit) => Same(S.PendingCancel),
        (S.PendingModify, E.Submit) => Same(S.PendingModify),
        (S.Unknown, E.Submit) => Same(S.Unknown),
        (S.Cancelled, E.Submit) => Same(S.Cancelled),
        (S.Rejected, E.Submit) => Same(S.Rejected),
        (S.Denied, E.Submit) => Same(S.Denied),
        (S.Expired, E.Submit) => Same(S.Expired),
        (S.Failed, E.Submit) => Same(S.Failed),

        (S.Created, E.RiskApproved) => Go(S.PendingSubmit),
        (S.PendingSubmit, E.RiskApproved) => Same(S.PendingSubmit),
        (S.Submitted, E.RiskApproved) => Same(S.Submitted),
        (S.PartiallyFilled, E.RiskApproved) => Same(S.PartiallyFilled),
        (S.Filled, E.RiskApproved) => Same(S.Filled),
        (S.PendingCancel, E.RiskApproved) => Same(S.PendingCancel),
        (S.PendingModify, E.RiskApproved) => Same(S.PendingModify),
        (S.Unknown, E.RiskApproved) => Same(S.Unknown),
        (S.Cancelled, E.RiskApproved) => Late(S.Cancelled), // cancelled while risk was thinking
        (S.Rejected, E.RiskApproved) => Same(S.Rejected),
        (S.Denied, E.RiskApproved) => Wrong(S.Denied), // one order has one verdict
        (S.Expired, E.RiskApproved) => Late(S.Expired),
        (S.Failed, E.RiskApproved) => Late(S.Failed), // given up while risk was thinking

        (S.Created, E.RiskDenied) => Go(S.Denied),
        (S.PendingSubmit, E.RiskDenied) => Wrong(S.PendingSubmit), // denied after approval
        (S.Submitted, E.RiskDenied) => Wrong(S.Submitted), // denied after approval
        (S.PartiallyFilled, E.RiskDenied) => Wrong(S.PartiallyFilled), // denied after approval
        (S.Filled, E.RiskDenied) => Wrong(S.Filled), // denied after approval
        (S.PendingCancel, E.RiskDenied) => Wrong(S.PendingCancel), // denied after approval
        (S.PendingModify, E.RiskDenied) => Wrong(S.PendingModify), // denied after approval
        (S.Unknown, E.RiskDenied) => Wrong(S.Unknown), // denied after approval
        (S.Cancelled, E.RiskDenied) => Late(S.Cancelled),
        (S.Rejected, E.RiskDenied) => Wrong(S.Rejected), // denied after approval
        (S.Denied, E.RiskDenied) => Same(S.Denied),
        (S.Expired, E.RiskDenied) => Late(S.Expired),
        (S.Failed, E.RiskDenied) => Late(S.Failed),

        (S.Created, E.Accepted) => Wrong(S.Created), // nothing was sent yet
        (S.PendingSubmit, E.Accepted) => Go(S.Submitted),
        (S.Submitted, E.Accepted) => Same(S.Submitted),
        (S.PartiallyFilled, E.Accepted) => Late(S.PartiallyFilled), // the fill overtook it
        (S.Filled, E.Accepted) => Late(S.Filled), // the fill overtook it
        (S.PendingCancel, E.Accepted) => Go(S.PendingCancel), // now the cancel has something to cancel
        (S.PendingModify, E.Accepted) => Same(S.PendingModify),
        (S.Unknown, E.Accepted) => Go(S.Submitted), // the doubt is over
        (S.Cancelled, E.Accepted) => Late(S.Cancelled), // the cancel overtook it
        (S.Rejected, E.Accepted) => Wrong(S.Rejected), // something rests that was refused
        (S.Denied, E.Accepted) => Wrong(S.Denied),
        (S.Expired, E.Accepted) => Late(S.Expired), // IOC and FOK end at once
        (S.Failed, E.Accepted) => Wrong(S.Failed), // something rests that we gave up

        (S.Created, E.Rejected) => Wrong(S.Created),
        (S.PendingSubmit, E.Rejected) => Go(S.Rejected),
        (S.Submitted, E.Rejected) => Wrong(S.Submitted), // refused after acceptance
        (S.PartiallyFilled, E.Rejected) => Wrong(S.PartiallyFilled),
        (S.Filled, E.Rejected) => Wrong(S.Filled),
        (S.PendingCancel, E.Rejected) => Go(S.Rejected), // nothing rests, which is what the cancel wanted
        (S.PendingModify, E.Rejected) => Wrong(S.PendingModify),
        (S.Unknown, E.Rejected) => Go(S.Rejected), // the doubt is over
        (S.Cancelled, E.Rejected) => Late(S.Cancelled),
        (S.Rejected, E.Rejected) => Same(S.Rejected),
        (S.Denied, E.Rejected) => Wrong(S.Denied),
        (S.Expired, E.Rejected) => Late(S.Expired),
        (S.Failed, E.Rejected) => Late(S.Failed),

        (S.Created, E.NotSent) => Wrong(S.Created),
        (S.PendingSubmit, E.NotSent) => Go(S.PendingSubmit), // another attempt, until GiveUp
        (S.Submitted, E.NotSent) => Late(S.Submitted), // of an earlier attempt
        (S.PartiallyFilled, E.NotSent) => Late(S.PartiallyFilled),
        (S.Filled, E.NotSent) => Late(S.Filled),
        (S.PendingCancel, E.NotSent) => Go(S.Cancelled), // nothing rests, which is what the cancel wanted
        (S.PendingModify, E.NotSent) => Late(S.PendingModify),
        (S.Unknown, E.NotSent) => Go(S.PendingSubmit), // late proof: safe to try again
        (S.Cancelled, E.NotSent) => Late(S.Cancelled),
        (S.Rejected, E.NotSent) => Late(S.Rejected),
        (S.Denied, E.NotSent) => Wrong(S.Denied),
        (S.Expired, E.NotSent) => Late(S.Expired),
        (S.Failed, E.NotSent) => Late(S.Failed),

        (S.Created, E.OutcomeUnknown) => Wrong(S.Created),
        (S.PendingSubmit, E.OutcomeUnknown) => Go(S.Unknown),
        (S.Submitted, E.OutcomeUnknown) => Late(S.Submitted), // the venue has spoken since
        (S.PartiallyFilled, E.OutcomeUnknown) => Late(S.PartiallyFilled),
        (S.Filled, E.OutcomeUnknown) => Late(S.Filled),
        (S.PendingCancel, E.OutcomeUnknown) => Go(S.PendingCancel), // both are asked of the venue: is it there, and cancel it
        (S.PendingModify, E.OutcomeUnknown) => Late(S.PendingModify),
        (S.Unknown, E.OutcomeUnknown) => Same(S.Unknown),
        (S.Cancelled, E.OutcomeUnknown) => Late(S.Cancelled),
        (S.Rejected, E.OutcomeUnknown) => Late(S.Rejected),
        (S.Denied, E.OutcomeUnknown) => Wrong(S.Denied),
        (S.Expired, E.OutcomeUnknown) => Late(S.Expired),
        (S.Failed, E.OutcomeUnknown) => Late(S.Failed),

        (S.Created, E.PartialFill) => Wrong(S.Created), // kept as unexpected quantity
        (S.PendingSubmit, E.PartialFill) => Go(S.PartiallyFilled), // before its acceptance
        (S.Submitted, E.PartialFill) => Go(S.PartiallyFilled),
        (S.PartiallyFilled, E.PartialFill) => Go(S.PartiallyFilled),
        (S.Filled, E.PartialFill) => Wrong(S.Filled), // more than was ordered; kept as unexpected quantity
        (S.PendingCancel, E.PartialFill) => Go(S.PendingCancel), // the cancel is still on its way
        (S.PendingModify, E.PartialFill) => Go(S.PendingModify),
        (S.Unknown, E.PartialFill) => Go(S.PartiallyFilled), // the doubt is over
        (S.Cancelled, E.PartialFill) => Go(S.Cancelled), // real: it traded before the cancel
        (S.Rejected, E.PartialFill) => Go(S.Rejected), // late truth, reported as such
        (S.Denied, E.PartialFill) => Wrong(S.Denied), // kept as unexpected quantity
        (S.Expired, E.PartialFill) => Go(S.Expired), // real: it traded before it expired
        (S.Failed, E.PartialFill) => Go(S.Failed), // late truth, reported as such

        (S.Created, E.Fill) => Wrong(S.Created), // kept as unexpected quantity
        (S.PendingSubmit, E.Fill) => Go(S.Filled), // before its acceptance
        (S.Submitted, E.Fill) => Go(S.Filled),
        (S.PartiallyFilled, E.Fill) => Go(S.Filled),
        (S.Filled, E.Fill) => Wrong(S.Filled), // more than was ordered; known trades are told before
        (S.PendingCancel, E.Fill) => Go(S.Filled), // the fill won the race
        (S.PendingModify, E.Fill) => Go(S.Filled),
        (S.Unknown, E.Fill) => Go(S.Filled), // the doubt is over
        (S.Cancelled, E.Fill) => Go(S.Filled), // real: the last trade overtaken by the cancel
        (S.Rejected, E.Fill) => Go(S.Filled), // late truth, reported as such
        (S.Denied, E.Fill) => Wrong(S.Denied), // kept as unexpected quantity
        (S.Expired, E.Fill) => Go(S.Filled), // real: the last trade overtaken by the expiry
        (S.Failed, E.Fill) => Go(S.Filled), // late truth, reported as such

        (S.Created, E.CancelRequested) => Go(S.Cancelled), // nothing is at the venue
        (S.PendingSubmit, E.CancelRequested) => Go(S.PendingCancel), // the attempt may be on its way
        (S.Submitted, E.CancelRequested) => Go(S.PendingCancel),
        (S.PartiallyFilled, E.CancelRequested) => Go(S.PendingCancel),
        (S.Filled, E.CancelRequested) => Late(S.Filled),
        (S.PendingCancel, E.CancelRequested) => Same(S.PendingCancel),
        (S.PendingModify, E.CancelRequested) => Go(S.PendingCancel), // the cancel outranks the change
        (S.Unknown, E.CancelRequested) => Go(S.PendingCancel),
        (S.Cancelled, E.CancelRequested) => Same(S.Cancelled),
        (S.Rejected, E.CancelRequested) => Late(S.Rejected),
        (S.Denied, E.CancelRequested) => Late(S.Denied),
        (S.Expired, E.CancelRequested) => Late(S.Expired),
        (S.Failed, E.CancelRequested) => Late(S.Failed),

        (S.Created, E.Cancelled) => Wrong(S.Created),
        (S.PendingSubmit, E.Cancelled) => Go(S.Cancelled), // before its acceptance
        (S.Submitted, E.Cancelled) => Go(S.Cancelled), // by the venue or by a person there
        (S.PartiallyFilled, E.Cancelled) => Go(S.Cancelled), // keeps its fills
        (S.Filled, E.Cancelled) => Late(S.Filled), // the fill won the race
        (S.PendingCancel, E.Cancelled) => Go(S.Cancelled),
        (S.PendingModify, E.Cancelled) => Go(S.Cancelled),
        (S.Unknown, E.Cancelled) => Go(S.Cancelled), // the doubt is over
        (S.Cancelled, E.Cancelled) => Same(S.Cancelled),
        (S.Rejected, E.Cancelled) => Late(S.Rejected),
        (S.Denied, E.Cancelled) => Wrong(S.Denied),
        (S.Expired, E.Cancelled) => Late(S.Expired),
        (S.Failed, E.Cancelled) => Late(S.Failed),

        (S.Created, E.CancelRejected) => Wrong(S.Created),
        (S.PendingSubmit, E.CancelRejected) => Wrong(S.PendingSubmit), // no cancel was sent
        (S.Submitted, E.CancelRejected) => Late(S.Submitted),
        (S.PartiallyFilled, E.CancelRejected) => Late(S.PartiallyFilled),
        (S.Filled, E.CancelRejected) => Late(S.Filled),
        (S.PendingCancel, E.CancelRejected) => Go(S.PendingCancel), // ask for the truth, then cancel again
        (S.PendingModify, E.CancelRejected) => Late(S.PendingModify),
        (S.Unknown, E.CancelRejected) => Late(S.Unknown),
        (S.Cancelled, E.CancelRejected) => Late(S.Cancelled),
        (S.Rejected, E.CancelRejected) => Late(S.Rejected),
        (S.Denied, E.CancelRejected) => Wrong(S.Denied),
        (S.Expired, E.CancelRejected) => Late(S.Expired),
        (S.Failed, E.CancelRejected) => Late(S.Failed),

        (S.Created, E.ModifyRequested) => Wrong(S.Created), // not at the venue yet
        (S.PendingSubmit, E.ModifyRequested) => Wrong(S.PendingSubmit), // not at the venue yet
        (S.Submitted, E.ModifyRequested) => Go(S.PendingModify),
        (S.PartiallyFilled, E.ModifyRequested) => Go(S.PendingModify),
        (S.Filled, E.ModifyRequested) => Late(S.Filled),
        (S.PendingCancel, E.ModifyRequested) => Wrong(S.PendingCancel), // it is being cancelled
        (S.PendingModify, E.ModifyRequested) => Same(S.PendingModify),
        (S.Unknown, E.ModifyRequested) => Wrong(S.Unknown), // nobody knows what would change
        (S.Cancelled, E.ModifyRequested) => Late(S.Cancelled),
        (S.Rejected, E.ModifyRequested) => Late(S.Rejected),
        (S.Denied, E.ModifyRequested) => Late(S.Denied),
        (S.Expired, E.ModifyRequested) => Late(S.Expired),
        (S.Failed, E.ModifyRequested) => Late(S.Failed),

        (S.Created, E.Modified) => Wrong(S.Created),
        (S.PendingSubmit, E.Modified) => Wrong(S.PendingSubmit),
        (S.Submitted, E.Modified) => Same(S.Submitted),
        (S.PartiallyFilled, E.Modified) => Same(S.PartiallyFilled),
        (S.Filled, E.Modified) => Late(S.Filled),
        (S.PendingCancel, E.Modified) => Go(S.PendingCancel), // the change was on its way when the cancel came
        (S.PendingModify, E.Modified) => Go(S.Submitted), // with fills: PartiallyFilled
        (S.Unknown, E.Modified) => Wrong(S.Unknown),
        (S.Cancelled, E.Modified) => Late(S.Cancelled),
        (S.Rejected, E.Modified) => Late(S.Rejected),
        (S.Denied, E.Modified) => Wrong(S.Denied),
        (S.Expired, E.Modified) => Late(S.Expired),
        (S.Failed, E.Modified) => Late(S.Failed),

        (S.Created, E.ModifyRejected) => Wrong(S.Created),
        (S.PendingSubmit, E.ModifyRejected) => Wrong(S.PendingSubmit),
        (S.Submitted, E.ModifyRejected) => Same(S.Submitted),
        (S.PartiallyFilled, E.ModifyRejected) => Same(S.PartiallyFilled),
        (S.Filled, E.ModifyRejected) => Late(S.Filled),
        (S.PendingCancel, E.ModifyRejected) => Late(S.PendingCancel),
        (S.PendingModify, E.ModifyRejected) => Go(S.Submitted), // as it was; with fills: PartiallyFilled
        (S.Unknown, E.ModifyRejected) => Wrong(S.Unknown),
        (S.Cancelled, E.ModifyRejected) => Late(S.Cancelled),
        (S.Rejected, E.ModifyRejected) => Late(S.Rejected),
        (S.Denied, E.ModifyRejected) => Wrong(S.Denied),
        (S.Expired, E.ModifyRejected) => Late(S.Expired),
        (S.Failed, E.ModifyRejected) => Late(S.Failed),

        (S.Created, E.Expired) => Wrong(S.Created),
        (S.PendingSubmit, E.Expired) => Go(S.Expired), // IOC and FOK end at once
        (S.Submitted, E.Expired) => Go(S.Expired),
        (S.PartiallyFilled, E.Expired) => Go(S.Expired), // keeps its fills
        (S.Filled, E.Expired) => Late(S.Filled),
        (S.PendingCancel, E.Expired) => Go(S.Expired),
        (S.PendingModify, E.Expired) => Go(S.Expired),
        (S.Unknown, E.Expired) => Go(S.Expired), // the doubt is over
        (S.Cancelled, E.Expired) => Late(S.Cancelled),
        (S.Rejected, E.Expired) => Late(S.Rejected),
        (S.Denied, E.Expired) => Wrong(S.Denied),
        (S.Expired, E.Expired) => Same(S.Expired),
        (S.Failed, E.Expired) => Late(S.Failed),

        (S.Created, E.ProvenAbsent) => Wrong(S.Created),
        (S.PendingSubmit, E.ProvenAbsent) => Go(S.PendingSubmit), // nothing rests: another attempt, until GiveUp
        (S.Submitted, E.ProvenAbsent) => Wrong(S.Submitted), // the venue lost what it accepted
        (S.PartiallyFilled, E.ProvenAbsent) => Wrong(S.PartiallyFilled), // the venue lost what it traded
        (S.Filled, E.ProvenAbsent) => Late(S.Filled),
        (S.PendingCancel, E.ProvenAbsent) => Go(S.Cancelled), // never arrived; once accepted: Violation, by the order
        (S.PendingModify, E.ProvenAbsent) => Wrong(S.PendingModify),
        (S.Unknown, E.ProvenAbsent) => Go(S.PendingSubmit), // nothing rests: another attempt, until GiveUp
        (S.Cancelled, E.ProvenAbsent) => Late(S.Cancelled),
        (S.Rejected, E.ProvenAbsent) => Late(S.Rejected),
        (S.Denied, E.ProvenAbsent) => Wrong(S.Denied),
        (S.Expired, E.ProvenAbsent) => Late(S.Expired),
        (S.Failed, E.ProvenAbsent) => Late(S.Failed),

        (S.Created, E.ExpiryReached) => Go(S.Expired), // nothing is at the venue
        (S.PendingSubmit, E.ExpiryReached) => Go(S.PendingCancel), // ends as Expired
        (S.Submitted, E.ExpiryReached) => Go(S.PendingCancel), // ends as Expired
        (S.PartiallyFilled, E.ExpiryReached) => Go(S.PendingCancel), // ends as Expired
        (S.Filled, E.ExpiryReached) => Late(S.Filled),
        (S.PendingCancel, E.ExpiryReached) => Same(S.PendingCancel), // a cancel is on its way
        (S.PendingModify, E.ExpiryReached) => Go(S.PendingCancel), // ends as Expired
        (S.Unknown, E.ExpiryReached) => Go(S.PendingCancel), // ends as Expired
        (S.Cancelled, E.ExpiryReached) => Late(S.Cancelled),
        (S.Rejected, E.ExpiryReached) => Late(S.Rejected),
        (S.Denied, E.ExpiryReached) => Late(S.Denied),
        (S.Expired, E.ExpiryReached) => Same(S.Expired),
        (S.Failed, E.ExpiryReached) => Late(S.Failed),

        (S.Created, E.GiveUp) => Go(S.Failed), // nothing is at the venue
        (S.PendingSubmit, E.GiveUp) => Go(S.Failed), // only after NotSent or ProvenAbsent
        (S.Submitted, E.GiveUp) => Wrong(S.Submitted), // rests at the venue
        (S.PartiallyFilled, E.GiveUp) => Wrong(S.PartiallyFilled),
        (S.Filled, E.GiveUp) => Late(S.Filled),
        (S.PendingCancel, E.GiveUp) => Wrong(S.PendingCancel),
        (S.PendingModify, E.GiveUp) => Wrong(S.PendingModify),
        (S.Unknown, E.GiveUp) => Wrong(S.Unknown), // no end without proof
        (S.Cancelled, E.GiveUp) => Late(S.Cancelled),
        (S.Rejected, E.GiveUp) => Late(S.Rejected),
        (S.Denied, E.GiveUp) => Late(S.Denied),
        (S.Expired, E.GiveUp) => Late(S.Expired),
        (S.Failed, E.GiveUp) => Same(S.Failed),

        (S.Created, E.ClosedByPerson) => Go(S.Failed),
        (S.PendingSubmit, E.ClosedByPerson) => Go(S.Failed),
        (S.Submitted, E.ClosedByPerson) => Go(S.Failed),
        (S.PartiallyFilled, E.ClosedByPerson) => Go(S.Failed),
        (S.Filled, E.ClosedByPerson) => Late(S.Filled),
        (S.PendingCancel, E.ClosedByPerson) => Go(S.Failed),
        (S.PendingModify, E.ClosedByPerson) => Go(S.Failed),
        (S.Unknown, E.ClosedByPerson) => Go(S.Failed),
        (S.Cancelled, E.ClosedByPerson) => Late(S.Cancelled),
        (S.Rejected, E.ClosedByPerson) => Late(S.Rejected),
        (S.Denied, E.ClosedByPerson) => Late(S.Denied),
        (S.Expired, E.ClosedByPerson) => Late(S.Expired),
        (S.Failed, E.ClosedByPerson) => Same(S.Failed),

        (S.Created, E.DeadlineElapsed) => Go(S.Created), // risk is asked again
        (S.PendingSubmit, E.DeadlineElapsed) => Go(S.Unknown), // the worker may have died after sending
        (S.Submitted, E.DeadlineElapsed) => Go(S.Submitted), // the venue is asked
        (S.PartiallyFilled, E.DeadlineElapsed) => Go(S.PartiallyFilled), // the venue is asked
        (S.Filled, E.DeadlineElapsed) => Late(S.Filled),
        (S.PendingCancel, E.DeadlineElapsed) => Go(S.PendingCancel), // the cancel is sent again
        (S.PendingModify, E.DeadlineElapsed) => Go(S.PendingModify), // the venue is asked
        (S.Unknown, E.DeadlineElapsed) => Go(S.Unknown), // the venue is asked again
        (S.Cancelled, E.DeadlineElapsed) => Late(S.Cancelled),
        (S.Rejected, E.DeadlineElapsed) => Late(S.Rejected),
        (S.Denied, E.DeadlineElapsed) => Late(S.Denied),
        (S.Expired, E.DeadlineElapsed) => Late(S.Expired),
        (S.Failed, E.DeadlineElapsed) => Late(S.Failed),

        _ => throw new ArgumentOutOfRangeException(nameof(kind), (status, kind), "Not a status and an event of ours."),
    };

    /// <summary>The status after a transition, for an order with these facts.</summary>
    /// <param name="status">What the table says.</param>
    /// <param name="kind">The event that led there.</param>
    /// <param name="hasFills">Something was filled.</param>
    /// <param name="expiryReached">The cancel on its way is ours, because the expiry was reached.</param>
    public static OrderStatus Refine(OrderStatus status, OrderEventKind kind, bool hasFills, bool expiryReached) => status switch
    {
        S.Submitted when hasFills => S.PartiallyFilled,
        S.Cancelled when expiryReached && kind is E.Cancelled or E.NotSent or E.ProvenAbsent => S.Expired,
        _ => status,
    };

    private static Transition Go(OrderStatus next) => new(TransitionOutcome.Applied, next);

    private static Transition Same(OrderStatus status) => new(TransitionOutcome.Duplicate, status);

    private static Transition Late(OrderStatus status) => new(TransitionOutcome.Stale, status);

    private static Transition Wrong(OrderStatus status) => new(TransitionOutcome.Violation, status);
}
