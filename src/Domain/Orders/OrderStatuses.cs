namespace Bot3.Messaging.Domain.Orders;

/// <summary>Questions about a status.</summary>
public static class OrderStatuses
{
    /// <summary>Nothing more is expected (late fills may still come, and count).</summary>
    public static bool IsTerminal(OrderStatus status) => status
        is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected
        or OrderStatus.Denied or OrderStatus.Expired or OrderStatus.Failed;

    /// <summary>Waits for somebody's answer, and therefore has a deadline.</summary>
    public static bool IsInFlight(OrderStatus status) => status
        is OrderStatus.Created or OrderStatus.PendingSubmit or OrderStatus.PendingCancel
        or OrderStatus.PendingModify or OrderStatus.Unknown;

    /// <summary>May rest at the venue now, as far as we know.</summary>
    public static bool MayBeAtVenue(OrderStatus status) => status
        is OrderStatus.PendingSubmit or OrderStatus.Submitted or OrderStatus.PartiallyFilled
        or OrderStatus.PendingCancel or OrderStatus.PendingModify or OrderStatus.Unknown;
}
