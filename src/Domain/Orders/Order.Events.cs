using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Orders;

/// <content>What each event does to the fields; the status is the table's business.</content>
public sealed partial record Order
{
    private static OrderEventKind KindOf(OrderEvent happened) => happened switch
    {
        OrderEvent.Resubmitted => OrderEventKind.Submit,
        OrderEvent.RiskApproved => OrderEventKind.RiskApproved,
        OrderEvent.RiskDenied => OrderEventKind.RiskDenied,
        OrderEvent.Accepted => OrderEventKind.Accepted,
        OrderEvent.Rejected => OrderEventKind.Rejected,
        OrderEvent.NotSent => OrderEventKind.NotSent,
        OrderEvent.OutcomeUnknown => OrderEventKind.OutcomeUnknown,
        OrderEvent.CancelRequested => OrderEventKind.CancelRequested,
        OrderEvent.Cancelled => OrderEventKind.Cancelled,
        OrderEvent.CancelRejected => OrderEventKind.CancelRejected,
        OrderEvent.ModifyRequested => OrderEventKind.ModifyRequested,
        OrderEvent.Modified => OrderEventKind.Modified,
        OrderEvent.ModifyRejected => OrderEventKind.ModifyRejected,
        OrderEvent.Expired => OrderEventKind.Expired,
        OrderEvent.ProvenAbsent => OrderEventKind.ProvenAbsent,
        OrderEvent.ExpiryReached => OrderEventKind.ExpiryReached,
        OrderEvent.GivenUp => OrderEventKind.GiveUp,
        OrderEvent.ClosedByPerson => OrderEventKind.ClosedByPerson,
        OrderEvent.DeadlineElapsed => OrderEventKind.DeadlineElapsed,
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "Not an event of ours."),
    };

    // News of an attempt says nothing about a later one; and once the venue has shown the order, absence is no longer news.
    private bool IsOvertaken(OrderEvent happened) => happened switch
    {
        OrderEvent.NotSent e => IsEarlier(e.Attempt) || IsKnownToVenue,
        OrderEvent.ProvenAbsent e => IsEarlier(e.Attempt),
        OrderEvent.Rejected e => IsEarlier(e.Attempt) || IsKnownToVenue,
        OrderEvent.OutcomeUnknown e => IsEarlier(e.Attempt) || IsKnownToVenue,
        _ => false,
    };

    private bool IsKnownToVenue => VenueOrderId is not null || !FilledQuantity.IsZero;

    private bool IsEarlier(int? attempt) => attempt < Attempt;

    private Order Absorb(OrderEvent happened) => happened switch
    {
        OrderEvent.RiskApproved => this with { Attempt = 1 },
        OrderEvent.RiskDenied e => this with { Reason = e.Reason },
        OrderEvent.Accepted e => this with { VenueOrderId = e.VenueOrderId, Reason = null },
        OrderEvent.Rejected e => this with { Reason = e.Reason },
        OrderEvent.NotSent e => this with { Attempt = Attempt + 1, Reason = e.Reason },
        OrderEvent.ProvenAbsent => this with { Attempt = Attempt + 1 },
        OrderEvent.OutcomeUnknown e => this with { Reason = e.Cause },
        OrderEvent.CancelRequested e => this with { Reason = e.Reason ?? Reason },
        OrderEvent.CancelRejected e => this with { Reason = e.Reason },
        OrderEvent.Cancelled e => this with { ReportedFilledQuantity = e.CumulativeQuantity ?? ReportedFilledQuantity },
        OrderEvent.Expired e => this with
        {
            ReportedFilledQuantity = e.CumulativeQuantity ?? ReportedFilledQuantity,
            Reason = e.Reason ?? Reason,
        },
        OrderEvent.ModifyRequested e => this with { RequestedQuantity = e.Quantity, RequestedLimitPrice = e.LimitPrice },
        OrderEvent.Modified e => Modify(e),
        OrderEvent.ModifyRejected e => this with { RequestedQuantity = null, RequestedLimitPrice = null, Reason = e.Reason },
        OrderEvent.ExpiryReached => this with { ExpiryReached = true },
        OrderEvent.GivenUp e => this with { Reason = e.Reason },
        OrderEvent.ClosedByPerson e => this with { Reason = $"{e.Person}: {e.Reason}" },
        _ => this,
    };

    // The venue cannot shrink an order below what it has traded; should it say so, the fills win.
    private Order Modify(OrderEvent.Modified e)
    {
        var quantity = e.Quantity ?? Quantity;
        return this with
        {
            Quantity = quantity < FilledQuantity ? FilledQuantity : quantity,
            LimitPrice = e.LimitPrice ?? LimitPrice,
            RequestedQuantity = null,
            RequestedLimitPrice = null,
        };
    }

    private OrderStep ApplyFill(OrderEvent.FillReceived fill)
    {
        var completes = fill.Quantity >= RemainingQuantity;
        var kind = completes ? OrderEventKind.Fill : OrderEventKind.PartialFill;
        if (fill.Quantity.IsZero || (fill.Fee != 0 && fill.FeeAsset is null))
        {
            var lack = $"Order {OrderId}: trade {fill.TradeId} lacks quantity or fee asset.";
            return Answer(TransitionOutcome.Violation, this, kind, violation: lack);
        }

        if (Trades.Contains(fill.TradeId))
            return Answer(TransitionOutcome.Duplicate, this, kind);
        var transition = OrderTransitions.Next(Status, kind);
        var counted = transition.Outcome is TransitionOutcome.Applied ? Quantity.Min(fill.Quantity, RemainingQuantity) : Quantity.Zero;
        var changed = Count(fill, counted) with { Status = transition.Status };
        if (counted == fill.Quantity)
            return Answer(TransitionOutcome.Applied, changed, kind, OrderStatuses.IsTerminal(Status));
        return Answer(
            TransitionOutcome.Violation,
            changed,
            kind,
            OrderStatuses.IsTerminal(Status),
            $"Order {OrderId}: trade {fill.TradeId} of {fill.Quantity} in status {Status}, "
            + $"where {RemainingQuantity} of {Quantity} were open.");
    }

    private Order Count(OrderEvent.FillReceived fill, Quantity counted)
    {
        fill.Quantity.TrySubtract(counted, out var unexpected);
        return this with
        {
            FilledQuantity = FilledQuantity + counted,
            FilledNotional = FilledNotional + (fill.Price * counted),
            Fees = fill.FeeAsset is { } asset ? Fees.Add(asset, fill.Fee) : Fees,
            Trades = Trades.Add(fill.TradeId),
            UnexpectedQuantity = UnexpectedQuantity + unexpected,
            VenueOrderId = VenueOrderId ?? fill.VenueOrderId,
            UpdatedAt = Later(fill.OccurredAt),
        };
    }
}
