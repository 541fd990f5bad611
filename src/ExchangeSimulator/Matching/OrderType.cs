namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum OrderType
{
    Limit,
    LimitMaker,
    Market,
    StopLoss,
    StopLossLimit,
    TakeProfit,
    TakeProfitLimit,
}
