using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.Bot3.Demo.Strategies;

/// <summary>
/// A small strategy to look at and to copy. It sees prices and the status of its own orders, and nothing else; it keeps no clock and
/// draws from a seed. Each trades its own pair, so that the two never trade with each other.
/// </summary>
internal interface ISampleStrategy
{
    /// <summary>Its id; the routing key of its status events.</summary>
    string StrategyId { get; }

    /// <summary>The pair that it trades.</summary>
    string Symbol { get; }

    /// <summary>Looks at the market.</summary>
    /// <param name="price">Both sides of the book.</param>
    /// <param name="mine">Its orders, the oldest first.</param>
    /// <param name="now">The present time.</param>
    /// <returns>What it wants done now; nothing most of the time.</returns>
    StrategyWish Look(MarketPrice price, IReadOnlyList<DemoOrder> mine, DateTimeOffset now);
}

/// <summary>What a strategy wants done.</summary>
/// <param name="Submit">An order, if any.</param>
/// <param name="Cancel">A cancel, if any.</param>
internal sealed record StrategyWish(SubmitOrder? Submit, CancelOrder? Cancel)
{
    /// <summary>Nothing.</summary>
    public static StrategyWish None { get; } = new(null, null);
}
