namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Trades of one taker order at one price, as one.</summary>
internal sealed record AggregateTrade(
    long Id,
    decimal Price,
    decimal Quantity,
    long FirstId,
    long LastId,
    DateTimeOffset At,
    bool IsBuyerMaker);
