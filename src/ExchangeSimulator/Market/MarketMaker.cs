using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>
/// Keeps a two-sided book of one symbol around a moving middle, and trades against it now and then. Its orders go through the same
/// engine as everybody's, so a quote that crosses a client's order fills it. Used under the venue's lock; deterministic for a seed.
/// </summary>
internal sealed class MarketMaker(Venue venue, SymbolMarket market, MarketOptions options, IPricePath path, Random random)
{
    // Half of the distance between best bid and ask, and the distance between levels, as a part of the price.
    private const decimal Spacing = 0.0001m;
    private const int Percent = 100;

    private readonly List<Order> quotes = [];
    private decimal middle = market.Rules.Options.StartPrice;

    private Account Maker => venue.Accounts.MarketMaker;

    private Account Taker => venue.Accounts.MarketTaker;

    private SymbolRules Rules => market.Rules;

    public void Step()
    {
        middle = Math.Clamp(path.Next(middle), Rules.TickSize * (options.Levels + 2), Rules.Options.PriceMax / 2);
        Quote();
        if (random.Next(Percent * Percent) < options.TradeProbability * Percent * Percent)
            TradeSomething();
    }

    /// <summary>Rests a fresh book around the current middle.</summary>
    public void Quote()
    {
        var now = venue.Now;
        foreach (var quote in quotes.Where(quote => quote.IsOpen))
            venue.Engine.Cancel(market, quote, null, now);
        quotes.Clear();
        for (var level = 1; level <= options.Levels; level++)
        {
            var distance = Math.Max(Rules.TickSize, middle * Spacing) * level;
            Rest(Side.Buy, Amounts.FloorToStep(middle - distance, Rules.TickSize), now);
            Rest(Side.Sell, Amounts.FloorToStep(middle + distance, Rules.TickSize) + Rules.TickSize, now);
        }
    }

    /// <summary>Moves the market to a price and makes one trade there.</summary>
    /// <param name="price">In quote, on the tick.</param>
    public void MoveTo(decimal price)
    {
        middle = price;
        path.MoveTo(price);
        Quote();
        TradeAt(price, LotFor(0.01m), Side.Sell);
    }

    /// <summary>Makes a trade at a price, after everything better than it has traded.</summary>
    public void TradeAt(decimal price, decimal quantity, Side takerSide)
    {
        var now = venue.Now;
        Clear(price, takerSide, now);
        var resting = Place(Maker, OrderBook.Opposite(takerSide), price, quantity, TimeInForce.Gtc, now);
        Place(Taker, takerSide, price, quantity, TimeInForce.Ioc, now);
        if (resting.IsOpen)
            venue.Engine.Cancel(market, resting, null, now);
    }

    // Orders in the way of a price would otherwise trade at their own, better one.
    private void Clear(decimal price, Side takerSide, DateTimeOffset now)
    {
        foreach (var side in new[] { Side.Buy, Side.Sell })
        {
            var inTheWay = market.Book.InPriority(side)
                .TakeWhile(order => OrderBook.Crosses(OrderBook.Opposite(side), price, order.Price)
                    && (order.Price != price || side == takerSide))
                .Sum(order => order.Remaining);
            if (inTheWay > 0)
                Place(Taker, OrderBook.Opposite(side), price, inTheWay, TimeInForce.Ioc, now);
        }
    }

    private void Rest(Side side, decimal price, DateTimeOffset now)
    {
        var quantity = LotFor(0.5m + (random.Next(Percent) / (decimal)Percent));
        quotes.Add(Place(Maker, side, price, quantity, TimeInForce.Gtc, now));
    }

    private void TradeSomething()
    {
        var side = random.Next(2) == 0 ? Side.Buy : Side.Sell;
        var best = market.Book.Best(OrderBook.Opposite(side));
        if (best is not null)
            Place(Taker, side, best.Price, LotFor(0.01m + (random.Next(Percent) / 1_000m)), TimeInForce.Ioc, venue.Now);
    }

    private decimal LotFor(decimal part) =>
        Math.Max(Rules.StepSize, Amounts.FloorToStep(Rules.Options.LevelQuantity * part, Rules.StepSize));

    private Order Place(Account account, Side side, decimal price, decimal quantity, TimeInForce timeInForce, DateTimeOffset now) =>
        venue.Engine.PlaceUnchecked(account, market, new NewOrder(side, OrderType.Limit)
        {
            Price = price,
            Quantity = quantity,
            TimeInForce = timeInForce,
        }, now);
}
