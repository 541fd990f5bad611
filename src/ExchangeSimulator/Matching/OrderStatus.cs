namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum OrderStatus
{
    New,

    /// <summary>Waits in a list until the working order is filled.</summary>
    PendingNew,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,

    /// <summary>Closed by self-trade prevention.</summary>
    ExpiredInMatch,
}
