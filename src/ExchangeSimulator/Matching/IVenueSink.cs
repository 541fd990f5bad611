using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Hears what the engine did, in order, under the venue's lock: implementations only enqueue.</summary>
internal interface IVenueSink
{
    void OrderChanged(ExecutionReport report);

    void ListChanged(ListReport report);

    /// <param name="account">The account whose balances changed.</param>
    /// <param name="assets">The assets touched by one action.</param>
    /// <param name="at">Time of the action.</param>
    void BalancesChanged(Account account, IReadOnlyCollection<string> assets, DateTimeOffset at);

    void Traded(SymbolMarket market, PublicTrade trade);

    void BookChanged(SymbolMarket market);
}
