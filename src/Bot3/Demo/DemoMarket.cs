using System.Collections.Concurrent;
using Bot3.Messaging.Contracts;
using MassTransit;

namespace Bot3.Messaging.Bot3.Demo;

/// <summary>The latest prices that the sample strategies have heard, from the same broadcasts that risk decides by.</summary>
internal sealed class DemoMarket : IConsumer<MarketSnapshot>
{
    private readonly ConcurrentDictionary<string, MarketPrice> _prices = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public Task Consume(ConsumeContext<MarketSnapshot> context)
    {
        foreach (var price in context.Message.Prices)
            _prices[price.Symbol] = price;
        return Task.CompletedTask;
    }

    /// <summary>The price of a pair; null until both sides of its book were heard of.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    public MarketPrice? Find(string symbol) =>
        _prices.TryGetValue(symbol, out var price) && price is { Bid: not null, Ask: not null } ? price : null;
}
