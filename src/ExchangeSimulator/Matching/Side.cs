namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum Side
{
    Buy,
    Sell,
}
