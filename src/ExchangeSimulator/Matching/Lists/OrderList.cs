using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;

namespace Bot3.Messaging.ExchangeSimulator.Matching.Lists;

/// <summary>Orders of one account on one symbol that depend on each other (PROTOCOL §5). Changed only by the engine.</summary>
internal sealed class OrderList(long id, string clientId, ListKind kind, Account account, SymbolRules symbol, DateTimeOffset createdAt)
{
    private readonly List<Order> legs = [];

    public long Id { get; } = id;

    /// <summary>Unique among the account's open lists; not among order ids.</summary>
    public string ClientId { get; } = clientId;

    public ListKind Kind { get; } = kind;

    public Account Account { get; } = account;

    public SymbolRules Symbol { get; } = symbol;

    public DateTimeOffset CreatedAt { get; } = createdAt;

    /// <summary>Working order first; in a pair the stop-loss first.</summary>
    public IReadOnlyList<Order> Legs => legs;

    public ListStatusType StatusType { get; set; } = ListStatusType.ExecStarted;

    public bool IsOpen { get; set; } = true;

    /// <summary>True while pending legs wait for the working order.</summary>
    public bool HasPending { get; set; } = kind != ListKind.Oco;

    public ContingencyType Contingency => Kind == ListKind.Oco ? ContingencyType.Oco : ContingencyType.Oto;

    public ListOrderStatus OrderStatus => IsOpen ? ListOrderStatus.Executing : ListOrderStatus.AllDone;

    /// <summary>True if the pending quantity is what the working order bought.</summary>
    public bool IsPaidByWorking => Kind is ListKind.Opo or ListKind.Opoco;

    /// <summary>The order whose fill brings the others to life; null in an OCO.</summary>
    public Order? Working => Kind == ListKind.Oco ? null : legs[0];

    /// <summary>The orders that wait, or waited, for the working one.</summary>
    public IEnumerable<Order> Pending => Kind == ListKind.Oco ? [] : legs.Skip(1);

    public void Add(Order leg)
    {
        leg.List = this;
        legs.Add(leg);
        var first = Kind == ListKind.Oco ? 0 : 1;
        if (legs.Count == first + 2)
        {
            legs[first].Partner = legs[first + 1];
            legs[first + 1].Partner = legs[first];
        }
    }
}
