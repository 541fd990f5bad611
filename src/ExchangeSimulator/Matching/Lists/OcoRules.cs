using Bot3.Messaging.ExchangeSimulator.Api;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Which orders may form a pair (PROTOCOL §5).</summary>
internal static class OcoRules
{
    /// <summary>Why two types cannot be the legs above and below, null if they can.</summary>
    public static VenueRefusal? BadTypes(NewOrder above, NewOrder below)
    {
        if (!IsAllowed(above.Type) || !IsAllowed(below.Type))
            return Refusals.OcoTypeNotSupported();
        if (above.Type == OrderType.LimitMaker && below.Type == OrderType.LimitMaker)
            return Refusals.BothOcoOrdersAreLimits();
        return BadPlace(above, isAbove: true) ?? BadPlace(below, isAbove: false);
    }

    /// <summary>
    /// Why the prices of two legs do not enclose the last trade, null if they do. A trailing leg without a trigger price has none.
    /// </summary>
    public static VenueRefusal? BadPrices(SymbolMarket market, NewOrder first, NewOrder second) =>
        Encloses(first, market.Tape.LastPrice) && Encloses(second, market.Tape.LastPrice) ? null : Refusals.OcoBadPrices();

    private static bool IsAllowed(OrderType type) => type.IsTriggered() || type == OrderType.LimitMaker;

    private static VenueRefusal? BadPlace(NewOrder leg, bool isAbove)
    {
        // A stop-loss goes where the price hurts: above a BUY, below a SELL. The other leg goes opposite.
        var belongsAbove = leg.Type.IsStopLoss() == (leg.Side == Side.Buy);
        return belongsAbove == isAbove ? null : Refusals.OcoLegMisplaced(leg.Type, leg.Side);
    }

    private static bool Encloses(NewOrder leg, decimal last)
    {
        var isAbove = leg.Type.IsStopLoss() == (leg.Side == Side.Buy);
        decimal[] prices = leg.Type switch
        {
            OrderType.LimitMaker => [leg.Limit],
            OrderType.TakeProfitLimit => [leg.Limit, leg.StopPrice],
            _ => [leg.StopPrice],
        };
        return prices.All(price => price == 0 || (isAbove ? price > last : price < last));
    }
}
