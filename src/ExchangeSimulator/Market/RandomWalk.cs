namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>A seeded walk that is drawn back to its start, so that a long run stays near the prices it began with.</summary>
internal sealed class RandomWalk(decimal anchor, decimal stepMax, Random random) : IPricePath
{
    private const int Resolution = 1_000;
    private const decimal Pull = 0.005m;

    private decimal anchor = anchor;

    public decimal Next(decimal current) =>
        (current * (1 + (stepMax * random.Next(-Resolution, Resolution + 1) / Resolution))) + ((anchor - current) * Pull);

    public void MoveTo(decimal price) => anchor = price;
}
