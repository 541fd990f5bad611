using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Tests.Kit;

internal sealed class RecordingSink : IVenueSink
{
    public List<ExecutionReport> Reports { get; } = [];

    public List<ListReport> ListReports { get; } = [];

    public List<(Account Account, string[] Assets)> Balances { get; } = [];

    public List<PublicTrade> Trades { get; } = [];

    public int BookChanges { get; private set; }

    public void OrderChanged(ExecutionReport report) => Reports.Add(report);

    public void ListChanged(ListReport report) => ListReports.Add(report);

    public void BalancesChanged(Account account, IReadOnlyCollection<string> assets, DateTimeOffset at) => Balances.Add((account,
        [.. assets]));

    public void Traded(SymbolMarket market, PublicTrade trade) => Trades.Add(trade);

    public void BookChanged(SymbolMarket market) => BookChanges++;
}
