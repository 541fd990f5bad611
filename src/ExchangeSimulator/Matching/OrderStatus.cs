namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum OrderStatus
{
    New,
    PartiallyFilled,
    Filled,
    Canceled,
    Expired,
}
