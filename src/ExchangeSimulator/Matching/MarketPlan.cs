using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What a market order would take from the book as it stands, and what it wants: more, if the book runs dry first.</summary>
internal sealed record MarketPlan(decimal Quantity, decimal Quote, decimal Wanted)
{
    public static MarketPlan For(Account account, SymbolMarket market, NewOrder order) => order.QuoteQuantity != 0
        ? ByQuote(Walk(account, market, order), market, order.QuoteQuantity)
        : ByQuantity(Walk(account, market, order), order.Quantity);

    public static MarketPlan ByQuantity(BookWalk walk, decimal quantity)
    {
        var taken = 0m;
        var quote = 0m;
        foreach (var step in walk.Matches(quantity, 0))
        {
            taken += step.Quantity;
            if (step.IsTrade || step.Maker.SelfTradePrevention == SelfTradePrevention.Transfer)
                quote += Amounts.Truncate(step.Quantity * step.Price);
        }

        return new MarketPlan(taken, quote, quantity);
    }

    private static BookWalk Walk(Account account, SymbolMarket market, NewOrder order) =>
        new(market.Book, order.Side, account, order.SelfTradePrevention ?? market.Rules.Options.SelfTradePrevention);

    /// <exception cref="VenueRefusal">The amount buys less than one lot.</exception>
    private static MarketPlan ByQuote(BookWalk walk, SymbolMarket market, decimal quoteQuantity)
    {
        var taken = 0m;
        var quote = 0m;
        var price = market.Tape.LastPrice;
        foreach (var step in walk.Matches(decimal.MaxValue, 0))
        {
            price = step.Price;
            var affordable = Amounts.FloorToStep((quoteQuantity - quote) / step.Price, market.Rules.StepSize);
            var next = Math.Min(affordable, step.Quantity);
            if (next <= 0)
                break;
            taken += next;
            quote += Amounts.Truncate(next * step.Price);
        }

        if (taken == 0 && market.Book.Best(OrderBook.Opposite(walk.Side)) is null)
            throw Refusals.NoLiquidity("symbol");
        var missing = Amounts.FloorToStep((quoteQuantity - quote) / price, market.Rules.StepSize);
        return taken > 0 ? new MarketPlan(taken, quote, taken + missing) : throw Refusals.NoLiquidity("LOT_SIZE filter");
    }
}
