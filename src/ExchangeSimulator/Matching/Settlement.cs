using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Moves balances for trades and locks. Whatever one account pays, another receives: no amount appears or vanishes.</summary>
internal sealed class Settlement(Account feeAccount)
{
    /// <summary>Locks what a new order may need.</summary>
    public static void Lock(Order order, decimal amount)
    {
        order.Account.Of(order.LockedAsset).Lock(amount);
        order.Locked += amount;
    }

    /// <summary>Gives back what an order no longer needs: all of it once closed, the price improvement of a limit BUY before.</summary>
    public static void ReleaseExcess(Order order)
    {
        decimal needed;
        if (!order.IsOpen)
            needed = 0;
        else if (order.Side == Side.Sell)
            needed = order.Remaining;
        else if (order.IsMarket)
            return;
        else
            needed = Amounts.RoundUp(order.Price * order.Remaining);
        var excess = order.Locked - needed;
        if (excess <= 0)
            return;
        order.Account.Of(order.LockedAsset).Unlock(excess);
        order.Locked -= excess;
    }

    /// <summary>Settles one trade and returns the fill of either side.</summary>
    public (Fill Taker, Fill Maker) Trade(long tradeId, Order taker, Order maker, decimal quantity, DateTimeOffset at)
    {
        var quote = Amounts.Truncate(maker.Price * quantity);
        return (Settle(tradeId, taker, maker.Price, quantity, quote, isMaker: false, at),
            Settle(tradeId, maker, maker.Price, quantity, quote, isMaker: true, at));
    }

    private Fill Settle(long tradeId, Order order, decimal price, decimal quantity, decimal quote, bool isMaker, DateTimeOffset at)
    {
        var account = order.Account;
        var (paid, received, receivedAsset) = order.Side == Side.Buy
            ? (quote, quantity, order.Symbol.BaseAsset)
            : (quantity, quote, order.Symbol.QuoteAsset);
        var commission = Amounts.Truncate(received * (isMaker ? account.MakerRate : account.TakerRate));
        account.Of(order.LockedAsset).SpendLocked(paid);
        order.Locked -= paid;
        account.Of(receivedAsset).Credit(received - commission);
        feeAccount.Of(receivedAsset).Credit(commission);
        order.Executed += quantity;
        order.CumulativeQuote += quote;
        var fill = new Fill(tradeId, order, price, quantity, quote, commission, receivedAsset, isMaker, at);
        if (!account.IsHouse)
            order.Fills.Add(fill);
        return fill;
    }
}
