using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Moves balances for trades and locks. Whatever one account pays, another receives: no amount appears or vanishes.</summary>
internal sealed class Settlement(Account feeAccount)
{
    // Commission in this asset always comes out of what was received.
    private const string DiscountAsset = "BNB";

    /// <summary>Locks what a new order may need.</summary>
    public static void Lock(Order order, decimal amount)
    {
        order.Account.Of(order.LockedAsset).Lock(amount);
        order.Hold.Add(amount);
    }

    /// <summary>
    /// Gives back what an order no longer needs: all of it once closed, the price improvement of a limit BUY before. What its open
    /// partner of a pair needs stays.
    /// </summary>
    public static void ReleaseExcess(Order order)
    {
        var partner = order.Partner is { IsOpen: true } other && ReferenceEquals(other.Hold, order.Hold) ? other : null;
        var needed = Math.Max(Needed(order), partner is null ? 0 : Needed(partner));
        var excess = order.Locked - needed;
        if (excess <= 0)
            return;
        order.Account.Of(order.LockedAsset).Unlock(excess);
        order.Hold.Take(excess);
    }

    /// <summary>Lets go of a hold that the other leg of the pair keeps.</summary>
    public static void Part(Order order)
    {
        if (order.Partner is { IsOpen: true } partner && ReferenceEquals(partner.Hold, order.Hold))
            order.Hold = new FundsHold(order.LockedAsset);
    }

    /// <summary>What an order that rests or waits must hold.</summary>
    public static decimal ToRest(Order order) =>
        order.Side == Side.Sell ? order.Remaining : Amounts.RoundUp(order.LockPrice * order.Remaining);

    /// <summary>Settles one trade and returns the fill of either side.</summary>
    public (Fill Taker, Fill Maker) Trade(long tradeId, Order taker, Order maker, decimal quantity, DateTimeOffset at)
    {
        var quote = Amounts.Truncate(maker.Price * quantity);
        return (Settle(tradeId, taker, maker.Price, quantity, quote, isMaker: false, at),
            Settle(tradeId, maker, maker.Price, quantity, quote, isMaker: true, at));
    }

    /// <summary>Changes hands without a trade: no commission, no fill (self-trade prevention TRANSFER between two accounts).</summary>
    public static void Transfer(Order buyer, Order seller, decimal price, decimal quantity)
    {
        var quote = Amounts.Truncate(price * quantity);
        Pay(buyer, quote);
        Pay(seller, quantity);
        buyer.Account.Of(buyer.Symbol.BaseAsset).Credit(quantity);
        seller.Account.Of(seller.Symbol.QuoteAsset).Credit(quote);
    }

    private static decimal Needed(Order order)
    {
        if (!order.IsOpen)
            return 0;
        // What pending legs hold is what the working order bought for them; what a market order holds pays its next trades.
        if (order.IsPending || (order.IsMarket && order.IsWorking && order.Side == Side.Buy))
            return order.Locked;
        return ToRest(order);
    }

    private static void Pay(Order order, decimal amount)
    {
        order.Account.Of(order.LockedAsset).SpendLocked(amount);
        order.Hold.Take(amount);
    }

    private Fill Settle(long tradeId, Order order, decimal price, decimal quantity, decimal quote, bool isMaker, DateTimeOffset at)
    {
        var account = order.Account;
        var (paid, received, receivedAsset) = order.Side == Side.Buy
            ? (quote, quantity, order.Symbol.BaseAsset)
            : (quantity, quote, order.Symbol.QuoteAsset);
        var commission = Amounts.Truncate(received * (isMaker ? account.MakerRate : account.TakerRate));
        Pay(order, paid);
        Receive(order, receivedAsset, received, commission);
        feeAccount.Of(receivedAsset).Credit(commission);
        order.Executed += quantity;
        order.CumulativeQuote += quote;
        var fill = new Fill(tradeId, order, price, quantity, quote, commission, receivedAsset, isMaker, at);
        if (!account.IsHouse)
            order.Fills.Add(fill);
        return fill;
    }

    private static void Receive(Order order, string asset, decimal received, decimal commission)
    {
        var balance = order.Account.Of(asset);
        if (order.List is not { IsPaidByWorking: true, HasPending: true } list)
        {
            balance.Credit(received - commission);
            return;
        }

        // The proceeds are kept for the pending legs. Commission comes out of free funds where there are enough.
        var isPaidFromFree = asset != DiscountAsset && balance.Free >= commission;
        var kept = isPaidFromFree ? received : received - commission;
        if (isPaidFromFree)
        {
            balance.Lock(commission);
            balance.SpendLocked(commission);
        }

        balance.Credit(kept);
        balance.Lock(kept);
        list.Legs[1].Hold.Add(kept);
    }
}
