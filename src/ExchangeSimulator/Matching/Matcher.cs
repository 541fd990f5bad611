using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Lets an order that has its funds trade against the book in price-time priority, and rests or ends what is left.</summary>
internal sealed class Matcher(OrderDesk desk, Journal journal, Settlement settlement, OrderStore store, Contingencies contingencies)
{
    private readonly SelfTradeDesk selfTrades = new(desk, journal, store, contingencies);

    public void Work(SymbolMarket market, Order order, DateTimeOffset now)
    {
        if (order.TimeInForce == TimeInForce.Fok && !order.IsMarket && !CanFillWhole(market, order))
        {
            Expire(order, ExpiryReason.UnfilledFokOrderExpired, now);
            return;
        }

        Match(market, order, now);
        if (!order.IsOpen)
            return;
        if (order.IsMarket)
        {
            Expire(order, ExpiryReason.InsufficientLiquidity, now);
        }
        else if (order.TimeInForce != TimeInForce.Gtc)
        {
            Expire(order, ExpiryReason.UnfilledIocQuantityExpired, now);
        }
        else
        {
            market.Book.Add(order);
        }
    }

    private static bool CanFillWhole(SymbolMarket market, Order order)
    {
        var walk = new BookWalk(market.Book, order.Side, order.Account, order.SelfTradePrevention);
        var available = 0m;
        foreach (var step in walk.Matches(order.Remaining, order.Price))
        {
            if (step.IsTrade)
                available += step.Quantity;
        }

        return available >= order.Remaining;
    }

    private void Match(SymbolMarket market, Order taker, DateTimeOffset now)
    {
        while (taker.IsOpen && market.Book.Best(OrderBook.Opposite(taker.Side)) is { } maker)
        {
            if (!taker.IsMarket && !OrderBook.Crosses(taker.Side, taker.Price, maker.Price))
                return;
            var quantity = Math.Min(taker.Remaining, maker.Visible);
            var mode = SelfTradeRule.For(taker.Account, taker.SelfTradePrevention, maker);
            if (mode == SelfTradePrevention.None)
                Trade(market, taker, maker, quantity, now);
            else
                selfTrades.Prevent(market, taker, maker, mode, quantity, now);
        }
    }

    private void Trade(SymbolMarket market, Order taker, Order maker, decimal quantity, DateTimeOffset now)
    {
        // Only one leg of a pair may ever trade, and they share one hold: the partner goes first.
        contingencies.Claim(market, taker, now);
        contingencies.Claim(market, maker, now);
        var quote = Amounts.Truncate(maker.Price * quantity);
        var trade = market.Tape.Record(maker.Price, quantity, quote, maker.Side == Side.Buy, now);
        var (takerFill, makerFill) = settlement.Trade(trade.Id, taker, maker, quantity, now);
        if (maker.Remaining == 0)
            market.Book.Remove(maker);
        else
            market.Book.Changed(maker, quantity);
        Apply(takerFill, now);
        Apply(makerFill, now);
        journal.Traded(market, trade);
        market.Stops.Observe(trade.Price, now);
    }

    private void Apply(Fill fill, DateTimeOffset now)
    {
        var order = fill.Order;
        order.UpdatedAt = now;
        if (order.Remaining == 0)
        {
            // What prevention took was not traded: such an order is not filled.
            desk.Close(order, order.Prevented == 0 ? OrderStatus.Filled : OrderStatus.ExpiredInMatch, null, now);
            contingencies.Note(order);
        }
        else
        {
            order.Status = OrderStatus.PartiallyFilled;
            Settlement.ReleaseExcess(order);
        }

        journal.Touch(order.Account, order.Symbol.BaseAsset);
        journal.Touch(order.Account, order.Symbol.QuoteAsset);
        if (!order.Account.IsHouse)
            store.Add(fill);
        journal.ReportFill(fill, now);
    }

    private void Expire(Order order, ExpiryReason reason, DateTimeOffset now)
    {
        desk.Expire(order, reason, now);
        contingencies.Note(order);
    }
}
