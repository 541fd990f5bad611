namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>One minute of a recorded market.</summary>
internal sealed record Candle(decimal Open, decimal High, decimal Low, decimal Close);
