using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>
/// Every order and fill of the client accounts since the start: the truth that tests compare with, so nothing is ever dropped.
/// </summary>
internal sealed class OrderStore
{
    private readonly List<Order> orders = [];
    private readonly List<Fill> fills = [];
    private readonly Dictionary<(Account Account, string Symbol), List<Order>> byAccount = [];
    private readonly Dictionary<long, Order> byId = [];
    private readonly Dictionary<(Account Account, string Symbol, string ClientOrderId), Order> latestByClientId = [];

    public IReadOnlyList<Order> Orders => orders;

    public IReadOnlyList<Fill> Fills => fills;

    public void Add(Order order)
    {
        orders.Add(order);
        byId.Add(order.Id, order);
        if (!byAccount.TryGetValue((order.Account, order.Symbol.Name), out var list))
            byAccount.Add((order.Account, order.Symbol.Name), list = []);
        list.Add(order);
        latestByClientId[(order.Account, order.Symbol.Name, order.ClientOrderId)] = order;
    }

    public void Add(Fill fill) => fills.Add(fill);

    public IReadOnlyList<Order> Of(Account account, string symbol) => byAccount.GetValueOrDefault((account, symbol)) ?? [];

    public Order? ById(Account account, string symbol, long orderId) =>
        byId.TryGetValue(orderId, out var order) && order.Account == account && order.Symbol.Name == symbol ? order : null;

    /// <summary>The latest order with that client id: ids may be used again once an order is closed.</summary>
    public Order? ByClientId(Account account, string symbol, string clientOrderId) =>
        latestByClientId.GetValueOrDefault((account, symbol, clientOrderId));
}
