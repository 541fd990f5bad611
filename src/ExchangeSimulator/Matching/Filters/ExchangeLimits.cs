namespace Bot3.Messaging.ExchangeSimulator.Matching.Filters;

/// <summary>What one account may have open over all symbols; null is no such filter, as on the live venue today.</summary>
public sealed record ExchangeLimits
{
    /// <summary>EXCHANGE_MAX_NUM_ORDERS: open orders, 1 or more.</summary>
    public int? OpenOrdersMax { get; init; }

    /// <summary>EXCHANGE_MAX_NUM_ALGO_ORDERS: open stop-loss and take-profit orders, 0 or more.</summary>
    public int? AlgoOrdersMax { get; init; }

    /// <summary>EXCHANGE_MAX_NUM_ICEBERG_ORDERS: open icebergs, 0 or more.</summary>
    public int? IcebergOrdersMax { get; init; }

    /// <summary>EXCHANGE_MAX_NUM_ORDER_LISTS: open order lists, 0 or more.</summary>
    public int? OrderListsMax { get; init; }
}
