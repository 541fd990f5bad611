using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What a market order would take from the book as it stands, and what it wants: more, if the book runs dry first.</summary>
internal sealed record MarketPlan(decimal Quantity, decimal Quote, decimal Wanted)
{
    public static MarketPlan For(SymbolMarket market, NewOrder order) => order.QuoteQuantity != 0
        ? ByQuote(market, order.Side, order.QuoteQuantity)
        : ByQuantity(market, order.Side, order.Quantity);

    public static MarketPlan ByQuantity(SymbolMarket market, Side side, decimal quantity)
    {
        var taken = 0m;
        var quote = 0m;
        foreach (var resting in market.Book.InPriority(OrderBook.Opposite(side)))
        {
            if (taken == quantity)
                break;
            var next = Math.Min(quantity - taken, resting.Remaining);
            taken += next;
            quote += Amounts.Truncate(next * resting.Price);
        }

        return new MarketPlan(taken, quote, quantity);
    }

    /// <exception cref="VenueRefusal">The amount buys less than one lot.</exception>
    private static MarketPlan ByQuote(SymbolMarket market, Side side, decimal quoteQuantity)
    {
        var taken = 0m;
        var quote = 0m;
        var price = market.Tape.LastPrice;
        foreach (var resting in market.Book.InPriority(OrderBook.Opposite(side)))
        {
            price = resting.Price;
            var affordable = Amounts.FloorToStep((quoteQuantity - quote) / resting.Price, market.Rules.StepSize);
            var next = Math.Min(affordable, resting.Remaining);
            if (next <= 0)
                break;
            taken += next;
            quote += Amounts.Truncate(next * resting.Price);
        }

        var missing = Amounts.FloorToStep((quoteQuantity - quote) / price, market.Rules.StepSize);
        return taken > 0 ? new MarketPlan(taken, quote, taken + missing) : throw Refusals.NoLiquidity("LOT_SIZE");
    }
}
