namespace Bot3.Messaging.Domain.Orders;

/// <summary>How an order finds its price.</summary>
public enum OrderType
{
    /// <summary>Takes what is there, at any price.</summary>
    Market,

    /// <summary>At the limit price or better.</summary>
    Limit,

    /// <summary>A limit order that must rest: refused where it would trade at once.</summary>
    LimitMaker,

    /// <summary>Becomes a market order when the trigger price is touched against the holder.</summary>
    StopLoss,

    /// <summary>Becomes a limit order when the trigger price is touched against the holder.</summary>
    StopLossLimit,

    /// <summary>Becomes a market order when the trigger price is touched in the holder's favour.</summary>
    TakeProfit,

    /// <summary>Becomes a limit order when the trigger price is touched in the holder's favour.</summary>
    TakeProfitLimit,
}
