namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Where the middle of a market goes next.</summary>
internal interface IPricePath
{
    /// <summary>The middle price after one more step, before rounding to the tick.</summary>
    decimal Next(decimal current);

    /// <summary>Starts again from a price that somebody set.</summary>
    void MoveTo(decimal price);
}
