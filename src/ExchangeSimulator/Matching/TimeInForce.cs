namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum TimeInForce
{
    Gtc,
    Ioc,
    Fok,
}
