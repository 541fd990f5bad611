namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>How the synthetic market moves.</summary>
public sealed record MarketOptions
{
    /// <summary>False leaves the books as they are after the start: prices move only through orders and the admin endpoint.</summary>
    public bool Moves { get; init; } = true;

    /// <summary>Real time between two steps of the market, 1 ms to 1 minute.</summary>
    public TimeSpan StepInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Price levels on either side of each book, 1 to 100.</summary>
    public int Levels { get; init; } = 10;

    /// <summary>Widest price move of one step as a part of the price, 0 to 0.05; 0.0005 is 5 basis points.</summary>
    public decimal StepMax { get; init; } = 0.0005m;

    /// <summary>Chance of a trade per symbol and step, 0 to 1.</summary>
    public decimal TradeProbability { get; init; } = 0.3m;

    /// <summary>How much faster than real time candles are replayed, above 0: 60 plays one minute a second.</summary>
    public decimal ReplaySpeed { get; init; } = 60m;
}
