using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

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

    private readonly List<OrderList> lists = [];
    private readonly Dictionary<(Account Account, string ClientId), OrderList> latestListByClientId = [];
    private readonly List<PreventedMatch> preventedMatches = [];

    public IReadOnlyList<Order> Orders => orders;

    /// <summary>All order lists; a list's id is its place.</summary>
    public IReadOnlyList<OrderList> Lists => lists;

    public IReadOnlyList<PreventedMatch> PreventedMatches => preventedMatches;

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

    public void Add(PreventedMatch match) => preventedMatches.Add(match);

    public void Add(OrderList list)
    {
        lists.Add(list);
        latestListByClientId[(list.Account, list.ClientId)] = list;
    }

    /// <summary>Lets an amended order be found by its new client id too.</summary>
    public void Renamed(Order order) => latestByClientId[(order.Account, order.Symbol.Name, order.ClientOrderId)] = order;

    public OrderList? ListById(Account account, long listId) =>
        listId >= 0 && listId < lists.Count && lists[(int)listId].Account == account ? lists[(int)listId] : null;

    /// <summary>The latest list with that client id.</summary>
    public OrderList? ListByClientId(Account account, string clientId) => latestListByClientId.GetValueOrDefault((account, clientId));

    public IReadOnlyList<Order> Of(Account account, string symbol) => byAccount.GetValueOrDefault((account, symbol)) ?? [];

    public Order? ById(Account account, string symbol, long orderId) =>
        byId.TryGetValue(orderId, out var order) && order.Account == account && order.Symbol.Name == symbol ? order : null;

    /// <summary>The latest order with that client id: ids may be used again once an order is closed, and an amendment gives one up.</summary>
    public Order? ByClientId(Account account, string symbol, string clientOrderId) =>
        latestByClientId.GetValueOrDefault((account, symbol, clientOrderId)) is { } order && order.ClientOrderId == clientOrderId
            ? order
            : null;
}
