namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>One side of one trade.</summary>
internal sealed record Fill(
    long TradeId,
    Order Order,
    decimal Price,
    decimal Quantity,
    decimal QuoteQuantity,
    decimal Commission,
    string CommissionAsset,
    bool IsMaker,
    DateTimeOffset At);
