namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>Body of a market command: a price to move to, or a trade to make.</summary>
internal sealed record MarketRequest(decimal? Price, TradeRequest? Trade);
