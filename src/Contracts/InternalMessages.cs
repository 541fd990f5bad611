using System.Collections.Frozen;

namespace Bot3.Messaging.Contracts;

/// <summary>
/// Which queues only our own processes read, and which facts go to which of them: the table behind packed deliveries. A message that is
/// not here, or goes to a queue that is not here, travels plain, so that any program may read it.
/// </summary>
public static class InternalMessages
{
    private static readonly string[] Saga = [WireNames.OrderSagaQueue];

    /// <summary>The queues; one with a star at its end stands for all that begin so.</summary>
    public static IReadOnlyList<string> Queues { get; } =
    [
        WireNames.OrderSagaQueue, WireNames.RiskCheckQueue, WireNames.RiskPortfolioQueue, WireNames.ExchangeCommandsQueue("*"),
    ];

    /// <summary>The facts and all of the queues that read them. A new reader of a fact must be entered here.</summary>
    public static IReadOnlyDictionary<Type, IReadOnlyList<string>> Facts { get; } = new Dictionary<Type, IReadOnlyList<string>>
    {
        [typeof(RiskApproved)] = Saga,
        [typeof(RiskDenied)] = Saga,
        [typeof(OrderAccepted)] = Saga,
        [typeof(OrderRejected)] = Saga,
        [typeof(OrderNotSent)] = Saga,
        [typeof(OrderOutcomeUnknown)] = Saga,
        [typeof(OrderProvenAbsent)] = Saga,
        [typeof(OrderCancelled)] = Saga,
        [typeof(OrderCancelRejected)] = Saga,
        [typeof(OrderExpired)] = Saga,
        [typeof(OrderFilled)] = [WireNames.OrderSagaQueue, WireNames.RiskPortfolioQueue],
    }.ToFrozenDictionary();

    /// <summary>Messages that are sent to one of the queues directly.</summary>
    public static IReadOnlyList<Type> Commands { get; } =
    [
        typeof(SubmitOrder), typeof(CancelOrder), typeof(CheckRisk), typeof(PlaceOrder), typeof(CancelVenueOrder),
        typeof(ResolveVenueOrder), typeof(ReleaseReservation), typeof(OrderDeadlineElapsed),
    ];
}
