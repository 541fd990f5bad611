using System.Text.Json.Serialization;

namespace Bot3.Messaging.Contracts;

/// <summary>Which side of the book an order takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderSide>))]
public enum OrderSide
{
    /// <summary>Buys the base asset with the quote asset.</summary>
    Buy,

    /// <summary>Sells the base asset for the quote asset.</summary>
    Sell,
}

/// <summary>How an order meets the market.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderType>))]
public enum OrderType
{
    /// <summary>Executes at once at the best prices available.</summary>
    Market,

    /// <summary>Rests at its limit price or better.</summary>
    Limit,

    /// <summary>A limit order that is refused if it would execute at once.</summary>
    LimitMaker,

    /// <summary>Becomes a market order when the trigger price is reached against the position.</summary>
    StopLoss,

    /// <summary>Becomes a limit order when the trigger price is reached against the position.</summary>
    StopLossLimit,

    /// <summary>Becomes a market order when the trigger price is reached in favour of the position.</summary>
    TakeProfit,

    /// <summary>Becomes a limit order when the trigger price is reached in favour of the position.</summary>
    TakeProfitLimit,
}

/// <summary>How long an order stays in the book.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TimeInForce>))]
public enum TimeInForce
{
    /// <summary>Good till cancelled.</summary>
    Gtc,

    /// <summary>Immediate or cancel: what does not execute at once expires.</summary>
    Ioc,

    /// <summary>Fill or kill: executes wholly at once, or not at all.</summary>
    Fok,

    /// <summary>Good till date: kept by us, cancelled at its expiry.</summary>
    Gtd,
}

/// <summary>
/// Where an order stands. Denied = our risk said no; Rejected = the venue said no; Failed = we gave up, always with an alert.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    /// <summary>Taken in; risk has not decided yet.</summary>
    Created,

    /// <summary>Approved and on its way to the venue.</summary>
    PendingSubmit,

    /// <summary>The venue has it.</summary>
    Submitted,

    /// <summary>A part is executed; the rest is at the venue.</summary>
    PartiallyFilled,

    /// <summary>Executed whole. Terminal.</summary>
    Filled,

    /// <summary>A cancel is on its way.</summary>
    PendingCancel,

    /// <summary>A change is on its way.</summary>
    PendingModify,

    /// <summary>Perhaps at the venue, perhaps not: being found out.</summary>
    Unknown,

    /// <summary>Cancelled; fills up to then are kept. Terminal.</summary>
    Cancelled,

    /// <summary>The venue said no. Terminal.</summary>
    Rejected,

    /// <summary>Our risk said no. Terminal.</summary>
    Denied,

    /// <summary>Its time was over, or an immediate order's rest expired. Terminal.</summary>
    Expired,

    /// <summary>We gave up, with an alert to a person. Terminal.</summary>
    Failed,
}

/// <summary>Why something was refused, in words and numbers.</summary>
public sealed record RefusalReason
{
    /// <summary>
    /// Stable code, for example <c>StopLossMissing</c>; see docs/reason-codes.md. For a venue's refusal its own code, for example
    /// <c>-2010</c>.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The reason as a sentence that names the field, the value and the limit.</summary>
    public required string Message { get; init; }

    /// <summary>The limit that was crossed, if it is a number.</summary>
    public decimal? Limit { get; init; }

    /// <summary>The value found, if it is a number.</summary>
    public decimal? Actual { get; init; }

    /// <summary>The unit of both numbers, for example <c>USD</c>.</summary>
    public string? Unit { get; init; }
}
