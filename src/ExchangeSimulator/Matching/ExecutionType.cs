namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum ExecutionType
{
    New,
    Trade,
    Canceled,
    Expired,
}
