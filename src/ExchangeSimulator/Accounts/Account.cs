using Bot3.Messaging.ExchangeSimulator.Matching;

namespace Bot3.Messaging.ExchangeSimulator.Accounts;

/// <summary>An account of the venue: balances, commission rates, its open orders.</summary>
internal sealed class Account(long uid, string name, decimal makerRate, decimal takerRate, bool isHouse)
{
    private readonly SortedDictionary<string, Balance> balances = new(StringComparer.Ordinal);

    public long Uid { get; } = uid;

    public string Name { get; } = name;

    /// <summary>Part of the received amount, e.g. 0.001 for 0.1 %.</summary>
    public decimal MakerRate { get; } = makerRate;

    public decimal TakerRate { get; } = takerRate;

    /// <summary>The venue's own accounts (market maker, fees): no history is kept of their orders.</summary>
    public bool IsHouse { get; } = isHouse;

    /// <summary>Accounts with one group count as one in self-trade prevention; -1 is none.</summary>
    public long TradeGroupId { get; init; } = -1;

    public DateTimeOffset UpdatedAt { get; set; }

    public IEnumerable<Balance> Balances => balances.Values;

    /// <summary>Open orders by symbol and client order id: the scope in which a client order id is unique.</summary>
    public Dictionary<(string Symbol, string ClientOrderId), Order> OpenOrders { get; } = [];

    public Balance Of(string asset)
    {
        if (!balances.TryGetValue(asset, out var balance))
            balances.Add(asset, balance = new Balance(asset));
        return balance;
    }
}
