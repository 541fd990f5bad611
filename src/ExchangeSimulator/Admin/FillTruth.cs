namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>One side of one trade of a client account.</summary>
/// <param name="Account">Account name.</param>
/// <param name="Symbol">Symbol as the venue spells it.</param>
/// <param name="TradeId">Unique per symbol; a trade between two client orders has two fills with one id.</param>
/// <param name="OrderId">The venue's order id.</param>
/// <param name="ClientOrderId">The client's order id.</param>
/// <param name="Side">BUY or SELL.</param>
/// <param name="Price">In quote.</param>
/// <param name="Qty">In base, before commission.</param>
/// <param name="QuoteQty">In quote, before commission.</param>
/// <param name="Commission">In <paramref name="CommissionAsset"/>, taken from what was received.</param>
/// <param name="CommissionAsset">The asset received.</param>
/// <param name="IsMaker">True if the order rested on the book.</param>
/// <param name="At">When it traded.</param>
public sealed record FillTruth(
    string Account,
    string Symbol,
    long TradeId,
    long OrderId,
    string ClientOrderId,
    string Side,
    decimal Price,
    decimal Qty,
    decimal QuoteQty,
    decimal Commission,
    string CommissionAsset,
    bool IsMaker,
    DateTimeOffset At);
