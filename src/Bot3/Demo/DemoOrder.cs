using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>An order as the strategy that submitted it knows it.</summary>
/// <param name="Submitted">What was asked for.</param>
/// <param name="Last">The latest status heard; null before the first.</param>
/// <param name="CancelAsked">Whether its cancel was asked for.</param>
internal sealed record DemoOrder(SubmitOrder Submitted, OrderStatusChanged? Last, bool CancelAsked)
{
    /// <summary>Whether nothing more will be heard of it.</summary>
    public bool HasEnded => Last?.Status is OrderStatus.Filled or OrderStatus.Cancelled or OrderStatus.Rejected or OrderStatus.Denied
        or OrderStatus.Expired or OrderStatus.Failed;

    /// <summary>Whether it rests in the venue's book.</summary>
    public bool IsResting => Last?.Status is OrderStatus.Submitted or OrderStatus.PartiallyFilled;
}
