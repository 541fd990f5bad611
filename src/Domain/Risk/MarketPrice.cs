using Bot3.Messaging.Domain.Orders;
using Bot3.Messaging.Domain.Values;

namespace Bot3.Messaging.Domain.Risk;

/// <summary>The market of a symbol at one moment, quote per base.</summary>
/// <param name="Bid">Best price that somebody pays; null when nobody does.</param>
/// <param name="Ask">Best price that somebody asks; null when nobody does.</param>
/// <param name="Last">Price of the last trade, where known.</param>
/// <param name="ObservedAt">When we saw it.</param>
public sealed record MarketPrice(Price? Bid, Price? Ask, Price? Last, DateTimeOffset ObservedAt)
{
    /// <summary>What an order of this side would trade at if it took what is there; the last trade where that side is empty.</summary>
    public Price? FarTouch(Side side) => (side is Side.Buy ? Ask : Bid) ?? Last;

    /// <summary>What a held unit is worth: the last trade, else the bid, else the ask.</summary>
    public Price? Mark => Last ?? Bid ?? Ask;
}
