namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>What an order type implies (PROTOCOL §4).</summary>
internal static class OrderTypeFacts
{
    /// <summary>Waits for a trigger before it works.</summary>
    public static bool IsTriggered(this OrderType type) =>
        type is OrderType.StopLoss or OrderType.StopLossLimit or OrderType.TakeProfit or OrderType.TakeProfitLimit;

    /// <summary>Has a limit price.</summary>
    public static bool HasLimit(this OrderType type) => !type.TakesAnyPrice();

    /// <summary>Takes any price once it works.</summary>
    public static bool TakesAnyPrice(this OrderType type) =>
        type is OrderType.Market or OrderType.StopLoss or OrderType.TakeProfit;

    public static bool IsStopLoss(this OrderType type) => type is OrderType.StopLoss or OrderType.StopLossLimit;

    public static bool IsTakeProfit(this OrderType type) => type is OrderType.TakeProfit or OrderType.TakeProfitLimit;

    /// <summary>The trigger lies above the market: it is reached when the last trade is at or above it.</summary>
    public static bool TriggersUpwards(this OrderType type, Side side) => type.IsStopLoss() == (side == Side.Buy);
}
