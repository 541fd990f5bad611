namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>When a waiting order goes live, against the last trade (PROTOCOL §4).</summary>
internal static class StopTrigger
{
    public static bool IsReached(Order order, decimal lastPrice) => IsReached(order.TriggersUpwards, order.StopPrice, lastPrice);

    public static bool IsReached(NewOrder order, decimal lastPrice) =>
        IsReached(order.Type.TriggersUpwards(order.Side), order.StopPrice, lastPrice);

    private static bool IsReached(bool upwards, decimal stopPrice, decimal lastPrice) =>
        upwards ? lastPrice >= stopPrice : lastPrice <= stopPrice;
}
