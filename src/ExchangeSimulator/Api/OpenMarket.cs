using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Api;

/// <summary>New orders need a market that is open; cancels and queries do not.</summary>
internal static class OpenMarket
{
    /// <exception cref="VenueRefusal">-2010: the symbol takes no new orders now.</exception>
    public static void Require(Venue venue, ApiMethod method, ApiParameters parameters)
    {
        if (!Places(method.Name) || parameters.Text("symbol") is not { } symbol)
            return;
        if (venue.Market(symbol).State.Status != SymbolStatus.Trading)
            throw MarketRefusals.MarketClosed();
    }

    private static bool Places(string name) =>
        name is "order.place" or "order.cancelReplace" or "order.amend.keepPriority" or "sor.order.place"
        || name.StartsWith("orderList.place", StringComparison.Ordinal);
}
