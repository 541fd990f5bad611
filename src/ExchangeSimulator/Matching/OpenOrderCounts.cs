using Bot3.Messaging.ExchangeSimulator.Accounts;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>How many orders and lists each account has open, per symbol and in all: what the counting filters look at.</summary>
internal sealed class OpenOrderCounts
{
    private const string AllSymbols = "";

    private readonly Dictionary<(Account Account, string Symbol), Counter> counters = [];

    public Counts On(Account account, string symbol) => counters.GetValueOrDefault((account, symbol))?.Now ?? default;

    /// <summary>Over all symbols.</summary>
    public Counts Of(Account account) => On(account, AllSymbols);

    public void Opened(Order order) => Change(order, 1);

    public void Closed(Order order) => Change(order, -1);

    public void ListOpened(Account account, string symbol) => ChangeLists(account, symbol, 1);

    public void ListClosed(Account account, string symbol) => ChangeLists(account, symbol, -1);

    private void Change(Order order, int by)
    {
        if (order.Account.IsHouse)
            return;
        foreach (var symbol in new[] { order.Symbol.Name, AllSymbols })
        {
            var counter = Of(order.Account, symbol);
            counter.Now = counter.Now with
            {
                Orders = counter.Now.Orders + by,
                Algo = counter.Now.Algo + (order.IsStop ? by : 0),
                Icebergs = counter.Now.Icebergs + (order.IcebergQuantity != 0 ? by : 0),
            };
        }
    }

    private void ChangeLists(Account account, string symbol, int by)
    {
        foreach (var scope in new[] { symbol, AllSymbols })
        {
            var counter = Of(account, scope);
            counter.Now = counter.Now with { Lists = counter.Now.Lists + by };
        }
    }

    private Counter Of(Account account, string symbol)
    {
        if (!counters.TryGetValue((account, symbol), out var counter))
            counters.Add((account, symbol), counter = new Counter());
        return counter;
    }

    /// <summary>Open orders, those of them with a trigger, those that show a part only, and open lists.</summary>
    internal readonly record struct Counts(int Orders, int Algo, int Icebergs, int Lists);

    private sealed class Counter
    {
        public Counts Now { get; set; }
    }
}
