using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Limits;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>Hands what the engine did to the streams and to the order counts. Runs under the venue's lock.</summary>
internal sealed class StreamSink(UserStreamHub users, MarketStreamHub markets, RateLimiter limiter) : IVenueSink
{
    public void OrderChanged(ExecutionReport report)
    {
        var account = report.Order.Account;
        if (report.Fill is { } fill && report.Executed == fill.Quantity)
            limiter.FirstFill(account, fill.IsMaker, report.At);
        if (users.HasListeners(account))
            users.Publish(account, UserEventJson.ExecutionReport(report));
    }

    public void ListChanged(ListReport report)
    {
        if (users.HasListeners(report.List.Account))
            users.Publish(report.List.Account, UserEventJson.ListStatus(report));
    }

    public void BalancesChanged(Account account, IReadOnlyCollection<string> assets, DateTimeOffset at)
    {
        if (users.HasListeners(account))
            users.Publish(account, UserEventJson.AccountPosition(account, assets, at));
    }

    public void Traded(SymbolMarket market, PublicTrade trade) => markets.Traded(market, trade);

    public void BookChanged(SymbolMarket market) => markets.BookChanged(market);
}
