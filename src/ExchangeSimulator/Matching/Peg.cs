namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Takes the limit price from the book when the order goes live (PROTOCOL §4).</summary>
/// <param name="Type">Which side's best price.</param>
/// <param name="Offset">Price levels deeper into the book, 1 to 100; null for the best one.</param>
internal sealed record Peg(PegPriceType Type, int? Offset)
{
    public const int OffsetMax = 100;

    /// <summary>The price that the book gives now, null if it has no such level.</summary>
    public decimal? PriceFor(Side side, OrderBook book)
    {
        var levels = book.Depth(Type == PegPriceType.PrimaryPeg ? side : OrderBook.Opposite(side));
        foreach (var (price, _) in levels.Skip(Offset ?? 0))
            return price;
        return null;
    }
}
