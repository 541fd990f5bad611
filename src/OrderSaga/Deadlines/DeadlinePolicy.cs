using Bot3.Messaging.Domain.Orders;

namespace Bot3.Messaging.OrderSaga.Deadlines;

/// <summary>When a status must be over, or must be looked at again.</summary>
internal static class DeadlinePolicy
{
    private const int DoublingsMax = 20;

    /// <summary>The wait in a status.</summary>
    /// <param name="options">The configured times.</param>
    /// <param name="status">The status.</param>
    /// <param name="probes">How often the deadline has passed in this status.</param>
    /// <param name="fillsMissing">Whether the venue has reported more fills than have been seen.</param>
    /// <returns>The wait, or null for a status that may last for ever.</returns>
    public static TimeSpan? Wait(DeadlineOptions options, OrderStatus status, int probes, bool fillsMissing) => status switch
    {
        OrderStatus.Created => Grow(options.Created, options.Created * 8, probes),
        OrderStatus.PendingSubmit => options.PendingSubmit,
        OrderStatus.Submitted or OrderStatus.PartiallyFilled => Grow(options.Resting, options.RestingMax, probes),
        OrderStatus.PendingCancel => Grow(options.PendingCancel, options.DoubtMax, probes),
        OrderStatus.PendingModify => Grow(options.PendingModify, options.DoubtMax, probes),
        OrderStatus.Unknown => Grow(options.Unknown, options.DoubtMax, probes),
        _ when fillsMissing => Grow(options.Unknown, options.RestingMax, probes),
        _ => null,
    };

    /// <summary>Whether lasting long in this status is a person's business.</summary>
    public static bool IsAlertable(OrderStatus status) => status
        is OrderStatus.Created or OrderStatus.PendingCancel or OrderStatus.PendingModify or OrderStatus.Unknown;

    private static TimeSpan Grow(TimeSpan first, TimeSpan longest, int probes)
    {
        var ticks = first.Ticks << Math.Clamp(probes, 0, DoublingsMax);
        return TimeSpan.FromTicks(Math.Max(first.Ticks, Math.Min(ticks, longest.Ticks)));
    }
}
