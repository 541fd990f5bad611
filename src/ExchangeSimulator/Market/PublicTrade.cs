namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>A trade as everybody may see it.</summary>
internal sealed record PublicTrade(
    long Id,
    decimal Price,
    decimal Quantity,
    decimal QuoteQuantity,
    DateTimeOffset At,
    bool IsBuyerMaker);
