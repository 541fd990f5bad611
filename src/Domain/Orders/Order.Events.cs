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

    private void Absorb(OrderEvent happened)
    {
        switch (happened)
        {
            case OrderEvent.RiskApproved:
                Attempt = 1;
                break;
            case OrderEvent.RiskDenied e:
                Reason = e.Reason;
                break;
            case OrderEvent.Accepted e:
                (VenueOrderId, Reason) = (e.VenueOrderId, null);
                break;
            case OrderEvent.Rejected e:
                Reason = e.Reason;
                break;
            case OrderEvent.NotSent e:
                (Attempt, Reason) = (Attempt + 1, e.Reason);
                break;
            case OrderEvent.ProvenAbsent:
                Attempt++;
                break;
            case OrderEvent.OutcomeUnknown e:
                Reason = e.Cause;
                break;
            case OrderEvent.CancelRequested e:
                Reason = e.Reason ?? Reason;
                break;
            case OrderEvent.CancelRejected e:
                Reason = e.Reason;
                break;
            case OrderEvent.Cancelled e:
                ReportedFilledQuantity = e.CumulativeQuantity ?? ReportedFilledQuantity;
                break;
            case OrderEvent.Expired e:
                ReportedFilledQuantity = e.CumulativeQuantity ?? ReportedFilledQuantity;
                Reason = e.Reason ?? Reason;
                break;
            case OrderEvent.ModifyRequested e:
                (RequestedQuantity, RequestedLimitPrice) = (e.Quantity, e.LimitPrice);
                break;
            case OrderEvent.Modified e:
                Modify(e);
                break;
            case OrderEvent.ModifyRejected e:
                (RequestedQuantity, RequestedLimitPrice, Reason) = (null, null, e.Reason);
                break;
            case OrderEvent.ExpiryReached:
                ExpiryReached = true;
                break;
            case OrderEvent.GivenUp e:
                Reason = e.Reason;
                break;
            case OrderEvent.ClosedByPerson e:
                Reason = $"{e.Person}: {e.Reason}";
                break;
        }
    }

    // The venue cannot shrink an order below what it has traded; should it say so, the fills win.
    private void Modify(OrderEvent.Modified e)
    {
        var quantity = e.Quantity ?? Quantity;
        Quantity = quantity < FilledQuantity ? FilledQuantity : quantity;
        LimitPrice = e.LimitPrice ?? LimitPrice;
        (RequestedQuantity, RequestedLimitPrice) = (null, null);
    }

    private OrderStep ApplyFill(OrderEvent.FillReceived fill)
    {
        var open = RemainingQuantity;
        var kind = fill.Quantity >= open ? OrderEventKind.Fill : OrderEventKind.PartialFill;
        if (fill.Quantity.IsZero || (fill.Fee != 0 && fill.FeeAsset is null))
            return Refuse(TransitionOutcome.Violation, kind, $"Order {OrderId}: trade {fill.TradeId} lacks quantity or fee asset.");
        if (!Trades.TryAdd(fill.TradeId, out var trades))
            return Refuse(TransitionOutcome.Duplicate, kind);
        var (outcome, next) = OrderTransitions.Next(Status, kind);
        var counted = outcome is TransitionOutcome.Applied ? Quantity.Min(fill.Quantity, open) : Quantity.Zero;
        var from = Status;
        Count(fill, counted);
        Trades = trades;
        Status = next;
        var isLate = OrderStatuses.IsTerminal(from);
        return counted == fill.Quantity
            ? new OrderStep(TransitionOutcome.Applied, this, kind, from, next, isLate, null)
            : new OrderStep(TransitionOutcome.Violation, this, kind, from, next, isLate, Excess(fill, from, open));
    }

    private string Excess(OrderEvent.FillReceived fill, OrderStatus from, Quantity open) =>
        $"Order {OrderId}: trade {fill.TradeId} of {fill.Quantity} in status {from}, where {open} of {Quantity} were open.";

    // Every sum that may overflow comes before the first change, which is that of the fees.
    private void Count(OrderEvent.FillReceived fill, Quantity counted)
    {
        var filled = FilledQuantity + counted;
        var notional = FilledNotional + (fill.Price * counted);
        var unexpected = UnexpectedQuantity;
        if (counted != fill.Quantity && fill.Quantity.TrySubtract(counted, out var excess))
            unexpected += excess;
        if (fill.FeeAsset is { } asset)
            _fees.Take(asset, fill.Fee);
        (FilledQuantity, FilledNotional, UnexpectedQuantity) = (filled, notional, unexpected);
        VenueOrderId ??= fill.VenueOrderId;
        UpdatedAt = Later(fill.OccurredAt);
    }
}
