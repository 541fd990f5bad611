namespace Bot3.Messaging.Domain.Orders;

/// <summary>Questions about an order type.</summary>
public static class OrderTypes
{
    /// <summary>Carries a limit price.</summary>
    public static bool HasLimitPrice(OrderType type) => type
        is OrderType.Limit or OrderType.LimitMaker or OrderType.StopLossLimit or OrderType.TakeProfitLimit;

    /// <summary>Waits for a trigger price.</summary>
    public static bool HasTriggerPrice(OrderType type) => type
        is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;

    /// <summary>Trades at whatever price is there, at once or once triggered.</summary>
    public static bool TradesAtMarket(OrderType type) => !HasLimitPrice(type);
}
