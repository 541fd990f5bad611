namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>A trade to make; the side is the taker's.</summary>
internal sealed record TradeRequest(decimal Price, decimal Quantity, string Side);
