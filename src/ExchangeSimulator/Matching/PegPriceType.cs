namespace Bot3.Messaging.ExchangeSimulator.Matching;

internal enum PegPriceType
{
    /// <summary>The best price of the order's own side.</summary>
    PrimaryPeg,

    /// <summary>The best price of the other side.</summary>
    MarketPeg,
}
