using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

/// <summary>Keeps two orders of one owner from trading with each other (PROTOCOL §4.1), and records that it did.</summary>
internal sealed class SelfTradeDesk(OrderDesk desk, Journal journal, OrderStore store, Contingencies contingencies)
{
    public void Prevent(SymbolMarket market, Order taker, Order maker, SelfTradePrevention mode, decimal quantity, DateTimeOffset now)
    {
        var isShared = mode is SelfTradePrevention.Decrement or SelfTradePrevention.Transfer;
        decimal? takerLoses = isShared ? quantity
            : mode is SelfTradePrevention.ExpireTaker or SelfTradePrevention.ExpireBoth ? taker.Remaining : null;
        decimal? makerLoses = isShared ? quantity
            : mode is SelfTradePrevention.ExpireMaker or SelfTradePrevention.ExpireBoth ? maker.Remaining : null;
        var match = new PreventedMatch(market.NextPreventedMatchId(), taker, maker, taker.Account.TradeGroupId, mode, maker.Price,
            quantity, takerLoses, makerLoses, now);
        store.Add(match);
        if (takerLoses is not null)
            contingencies.Claim(market, taker, now);
        if (makerLoses is not null)
            contingencies.Claim(market, maker, now);
        if (mode == SelfTradePrevention.Transfer && taker.Account != maker.Account)
            Transfer(taker, maker, maker.Price, quantity);
        if (takerLoses is { } takers)
            Lose(market, taker, takers, match, now);
        if (makerLoses is { } makers)
            Lose(market, maker, makers, match, now);
    }

    private void Transfer(Order taker, Order maker, decimal price, decimal quantity)
    {
        var (buyer, seller) = taker.Side == Side.Buy ? (taker, maker) : (maker, taker);
        Settlement.Transfer(buyer, seller, price, quantity);
        foreach (var order in new[] { taker, maker })
        {
            journal.Touch(order.Account, order.Symbol.BaseAsset);
            journal.Touch(order.Account, order.Symbol.QuoteAsset);
        }
    }

    private void Lose(SymbolMarket market, Order order, decimal quantity, PreventedMatch match, DateTimeOffset now)
    {
        order.Prevented += quantity;
        order.UpdatedAt = now;
        order.Add(match);
        if (order.Remaining == 0)
        {
            OrderDesk.Withdraw(market, order);
            desk.Close(order, OrderStatus.ExpiredInMatch, null, now);
            contingencies.Note(order);
        }
        else
        {
            if (order.BookNode is not null)
                market.Book.Changed(order, quantity);
            Settlement.ReleaseExcess(order);
            journal.Touch(order.Account, order.LockedAsset);
        }

        journal.ReportPrevented(order, match, now);
    }
}
