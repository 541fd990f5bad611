namespace Bot3.Messaging.ExchangeSimulator.Admin;

/// <summary>An order as the venue has it. Words are the protocol's, e.g. <c>STOP_LOSS_LIMIT</c>.</summary>
/// <param name="Account">Account name.</param>
/// <param name="Symbol">Symbol as the venue spells it.</param>
/// <param name="OrderId">The venue's id.</param>
/// <param name="ClientOrderId">The client's id.</param>
/// <param name="Side">BUY or SELL.</param>
/// <param name="Type">Order type.</param>
/// <param name="TimeInForce">GTC, IOC or FOK.</param>
/// <param name="Status">NEW, PARTIALLY_FILLED, FILLED, CANCELED or EXPIRED.</param>
/// <param name="Price">Limit price in quote; 0 if none.</param>
/// <param name="StopPrice">Trigger price in quote; 0 if none.</param>
/// <param name="OrigQty">Ordered quantity in base.</param>
/// <param name="ExecutedQty">Executed quantity in base, before commission.</param>
/// <param name="CumulativeQuoteQty">Executed amount in quote, before commission.</param>
/// <param name="ExpiryReason">Why it expired; null if it did not.</param>
/// <param name="CreatedAt">When the engine took it.</param>
/// <param name="UpdatedAt">When it changed last.</param>
public sealed record OrderTruth(
    string Account,
    string Symbol,
    long OrderId,
    string ClientOrderId,
    string Side,
    string Type,
    string TimeInForce,
    string Status,
    decimal Price,
    decimal StopPrice,
    decimal OrigQty,
    decimal ExecutedQty,
    decimal CumulativeQuoteQty,
    string? ExpiryReason,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
