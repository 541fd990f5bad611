namespace Bot3.Messaging.Domain.Risk;

/// <summary>Why our risk says no; a closed set. The names are stable codes on the wire (docs/reason-codes.md).</summary>
public enum DenyReason
{
    /// <summary>The order carries no stop-loss.</summary>
    StopLossMissing,

    /// <summary>The stop-loss is not below the entry of a buy, or not above the entry of a sell.</summary>
    StopLossWrongSide,

    /// <summary>The take-profit is not above the entry of a buy, or not below the entry of a sell.</summary>
    TakeProfitWrongSide,

    /// <summary>The quantity is zero or negative.</summary>
    QuantityNotPositive,

    /// <summary>An order type with a limit price came without one.</summary>
    PriceMissing,

    /// <summary>A price (limit, trigger, stop-loss or take-profit) is zero or negative.</summary>
    PriceNotPositive,

    /// <summary>A limit price came with an order type that has none.</summary>
    PriceNotAllowed,

    /// <summary>An order type with a trigger price came without one.</summary>
    TriggerMissing,

    /// <summary>A trigger price came with an order type that has none.</summary>
    TriggerNotAllowed,

    /// <summary>A number has more than 18 decimals or 28 significant digits.</summary>
    PrecisionExceeded,

    /// <summary>A quantity above 10,000,000,000,000 or a price above 10,000,000,000: a mistake, and beyond exact arithmetic.</summary>
    AmountTooLarge,

    /// <summary>The time in force does not go with the order type.</summary>
    TimeInForceNotAllowed,

    /// <summary>Good till date came without an expiry.</summary>
    ExpiryMissing,

    /// <summary>The expiry is not in the future.</summary>
    OrderExpired,

    /// <summary>The signal confidence is not between 0 and 1.</summary>
    ConfidenceOutOfRange,

    /// <summary>The account is not configured here.</summary>
    UnknownAccount,

    /// <summary>The venue does not know the symbol.</summary>
    UnknownSymbol,

    /// <summary>The venue's rules are not loaded, so the order cannot be checked.</summary>
    VenueRulesMissing,

    /// <summary>A filter of the venue would refuse the order: off the grid, out of bounds, or too small.</summary>
    VenueFilter,

    /// <summary>A risk limit is not configured; missing means no.</summary>
    LimitsMissing,

    /// <summary>No market price is known for the symbol.</summary>
    MarketPriceMissing,

    /// <summary>The market price is too old.</summary>
    MarketPriceStale,

    /// <summary>The limit price is too far through the market.</summary>
    PriceCollar,

    /// <summary>No price converts the quote asset to USD.</summary>
    ConversionMissing,

    /// <summary>Held, open and this order together exceed the greatest position.</summary>
    PositionSizeExceeded,

    /// <summary>The loss from entry to stop-loss exceeds the greatest risk of one trade.</summary>
    RiskPerTradeExceeded,

    /// <summary>The balance, less what open orders have reserved, does not pay for the order.</summary>
    BuyingPowerInsufficient,

    /// <summary>The order id was used before with other content.</summary>
    DuplicateOrderContent,

    /// <summary>A field cannot be read: an id, a name or a symbol breaks its format.</summary>
    FieldMalformed,
}
