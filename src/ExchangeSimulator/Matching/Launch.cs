using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Filters;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// Brings orders to life that have waited: stops that are reached, and pending legs whose working order is filled. What the venue
/// refuses then expires with the reason REJECTED (PROTOCOL §4.1).
/// </summary>
internal sealed class Launch(OrderDesk desk, Journal journal, Matcher matcher, Contingencies contingencies)
{
    /// <summary>A waiting order whose trigger was reached. It is on no waiting list any more.</summary>
    public void Triggered(SymbolMarket market, Order stop, DateTimeOffset now)
    {
        contingencies.Claim(market, stop, now);
        var refusal = PegNow(market, stop) ?? RefusedLive(market, stop, now) ?? Cover(market, stop, Required(market, stop));
        if (refusal is not null)
        {
            Reject(stop, refusal, now);
            return;
        }

        OrderDesk.StartWorking(stop, now);
        journal.Report(ExecutionType.New, stop, now);
        matcher.Work(market, stop, now);
    }

    /// <summary>The pending legs of a list whose working order is filled.</summary>
    public void Pending(SymbolMarket market, OrderList list, DateTimeOffset now)
    {
        var legs = list.Pending.Where(leg => leg.IsOpen).ToList();
        if (list.IsPaidByWorking)
            Measure(market, legs);
        foreach (var leg in legs)
        {
            if (RefusedPending(market, list, leg, now) is { } refusal)
            {
                RejectAll(legs, leg, refusal, now);
                return;
            }
        }

        var required = legs.Max(leg => Required(market, leg));
        if (Cover(market, legs[0], required) is { } unpaid)
        {
            RejectAll(legs, legs[0], unpaid, now);
            return;
        }

        foreach (var leg in legs)
            Enter(market, leg, now);
        foreach (var leg in legs.Where(leg => leg is { IsOpen: true, IsWorking: true, BookNode: null }))
            matcher.Work(market, leg, now);
        foreach (var leg in legs.Where(leg => leg.IsOpen))
        {
            Settlement.ReleaseExcess(leg);
            journal.Touch(leg.Account, leg.LockedAsset);
        }
    }

    /// <summary>Lets an order with its funds wait or work, and says so. It does not match yet.</summary>
    public void Enter(SymbolMarket market, Order order, DateTimeOffset now)
    {
        if (order.IsStop)
            OrderDesk.Wait(market, order, now);
        else
            OrderDesk.StartWorking(order, now);
        journal.Report(ExecutionType.New, order, now);
    }

    // What was bought is sold as far as the lots allow; the rest is set free when the legs are live.
    private static void Measure(SymbolMarket market, List<Order> legs)
    {
        var rules = market.Rules;
        var quantity = Math.Min(Amounts.FloorToStep(legs[0].Locked, rules.StepSize), rules.Options.QuantityMax);
        if (legs.Any(leg => leg.Type == OrderType.Market))
            quantity = Math.Min(quantity, Amounts.FloorToStep(rules.Options.MarketQuantityMax, rules.StepSize));
        foreach (var leg in legs)
            leg.Quantity = quantity;
    }

    private static VenueRefusal? RefusedPending(SymbolMarket market, OrderList list, Order leg, DateTimeOffset now)
    {
        if (!leg.IsStop && PegNow(market, leg) is { } noLevel)
            return noLevel;
        var request = ToRequest(leg);
        if (leg.Quantity == 0)
            return Refusals.Filter("LOT_SIZE");
        if (ValueFilters.Broken(market, request, now) is { } broken)
            return broken;
        if (leg.Partner is { } partner && OcoRules.BadPrices(market, request, ToRequest(partner)) is { } badPrices)
            return badPrices;
        return OrderChecks.RefusedByMarket(market, request);
    }

    private static VenueRefusal? RefusedLive(SymbolMarket market, Order stop, DateTimeOffset now)
    {
        if (stop.IsMarket && stop.Remaining > market.Rules.Options.MarketQuantityMax)
            return Refusals.Filter("MARKET_LOT_SIZE");
        return ValueFilters.BrokenAgainstMarket(market, ToRequest(stop), now);
    }

    private static VenueRefusal? PegNow(SymbolMarket market, Order order)
    {
        if (order.Peg is not { } peg)
            return null;
        if (peg.PriceFor(order.Side, market.Book) is not { } price)
            return Refusals.TooThinForPeg();
        order.Price = price;
        order.LockPrice = price;
        return null;
    }

    private static decimal Required(SymbolMarket market, Order order)
    {
        if (!order.IsMarket || order.Side == Side.Sell || (order.IsStop && order.IsPending))
            return Settlement.ToRest(order);
        var walk = new BookWalk(market.Book, order.Side, order.Account, order.SelfTradePrevention);
        return MarketPlan.ByQuantity(walk, order.Remaining).Quote;
    }

    private static VenueRefusal? Cover(SymbolMarket market, Order order, decimal required)
    {
        var missing = required - order.Locked;
        if (missing <= 0)
            return null;
        if (missing > order.Account.Of(order.LockedAsset).Free)
            return Refusals.InsufficientBalance();
        Settlement.Lock(order, missing);
        return null;
    }

    private static NewOrder ToRequest(Order order) => new(order.Side, order.Type)
    {
        Quantity = order.Remaining,
        Price = order.AskedPrice,
        PeggedPrice = order.Peg is null || order.Price == 0 ? null : order.Price,
        StopPrice = order.StopPrice,
        TrailingDelta = order.TrailingDelta,
        IcebergQuantity = order.IcebergQuantity,
    };

    private void RejectAll(List<Order> legs, Order rejected, VenueRefusal refusal, DateTimeOffset now)
    {
        Reject(rejected, refusal, now);
        foreach (var leg in legs.Where(leg => leg.IsOpen))
        {
            desk.Expire(leg, ExpiryReason.OcoTrigger, now);
            contingencies.Note(leg);
        }
    }

    private void Reject(Order order, VenueRefusal refusal, DateTimeOffset now)
    {
        desk.Expire(order, ExpiryReason.Rejected, now, refusal.Reason);
        contingencies.Note(order);
    }
}
