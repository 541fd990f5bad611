namespace Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

/// <summary>Two orders that would have traded with each other and did not (PROTOCOL §4.1).</summary>
/// <param name="Id">Unique per symbol.</param>
/// <param name="Taker">The order that came.</param>
/// <param name="Maker">The order that rested.</param>
/// <param name="TradeGroupId">-1 if the accounts are in no group.</param>
/// <param name="Mode">The mode that decided.</param>
/// <param name="Price">At which they would have traded, in quote.</param>
/// <param name="Quantity">What would have traded, in base.</param>
/// <param name="TakerPrevented">What the taker lost, in base; null if it lost nothing.</param>
/// <param name="MakerPrevented">What the maker lost, in base; null if it lost nothing.</param>
/// <param name="At">When.</param>
internal sealed record PreventedMatch(
    long Id,
    Order Taker,
    Order Maker,
    long TradeGroupId,
    SelfTradePrevention Mode,
    decimal Price,
    decimal Quantity,
    decimal? TakerPrevented,
    decimal? MakerPrevented,
    DateTimeOffset At);
