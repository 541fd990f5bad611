using Bot3.Messaging.ExchangeSimulator.Accounts;
using Bot3.Messaging.ExchangeSimulator.Market;
using Bot3.Messaging.ExchangeSimulator.Matching.Lists;
using Bot3.Messaging.ExchangeSimulator.Matching.SelfTrades;

namespace Bot3.Messaging.ExchangeSimulator.Matching;

/// <summary>Tells the sink what happened, in the order in which it happened; balances once per action.</summary>
internal sealed class Journal(IVenueSink sink)
{
    private readonly Dictionary<Account, SortedSet<string>> touched = [];
    private long lastExecutionId;

    public void Touch(Account account, string asset)
    {
        if (account.IsHouse)
            return;
        if (!touched.TryGetValue(account, out var assets))
            touched.Add(account, assets = new SortedSet<string>(StringComparer.Ordinal));
        assets.Add(asset);
    }

    public void Report(ExecutionType type, Order order, DateTimeOffset now, RejectReason reject = RejectReason.None)
    {
        if (Next(type, order, now) is { } report)
            sink.OrderChanged(reject == RejectReason.None ? report : report with { RejectReason = reject });
    }

    public void ReportFill(Fill fill, DateTimeOffset now)
    {
        if (Next(ExecutionType.Trade, fill.Order, now) is { } report)
            sink.OrderChanged(report with { Fill = fill });
    }

    public void ReportCanceled(Order order, string cancelId, DateTimeOffset now)
    {
        if (Next(ExecutionType.Canceled, order, now) is { } report)
            sink.OrderChanged(report with { ClientOrderId = cancelId, OriginalClientOrderId = order.ClientOrderId });
    }

    public void ReportPrevented(Order order, PreventedMatch match, DateTimeOffset now)
    {
        if (Next(ExecutionType.TradePrevention, order, now) is { } report)
            sink.OrderChanged(report with { PreventedMatch = match });
    }

    /// <summary>Reports an amendment and returns its execution id.</summary>
    public long ReportReplaced(Order order, string oldClientOrderId, DateTimeOffset now)
    {
        if (Next(ExecutionType.Replaced, order, now) is { } report)
            sink.OrderChanged(report with { OriginalClientOrderId = oldClientOrderId });
        return lastExecutionId;
    }

    public void ListChanged(OrderList list, ListStatusType type, DateTimeOffset now) => sink.ListChanged(new ListReport(list, type, now));

    public void Traded(SymbolMarket market, PublicTrade trade) => sink.Traded(market, trade);

    /// <summary>Ends an action: balances and books as they are now.</summary>
    public void Flush(SymbolMarket market, DateTimeOffset now)
    {
        foreach (var (account, assets) in touched)
        {
            account.UpdatedAt = now;
            sink.BalancesChanged(account, assets, now);
        }

        touched.Clear();
        sink.BookChanged(market);
    }

    // The venue's own orders take execution ids too, but nobody listens to them.
    private ExecutionReport? Next(ExecutionType type, Order order, DateTimeOffset now)
    {
        var id = ++lastExecutionId;
        if (order.Account.IsHouse)
            return null;
        var onBook = order.IsOpen && order.IsWorking && !order.IsMarket;
        return new ExecutionReport(id, type, order, order.Status, order.Executed, order.CumulativeQuote, order.Quantity, onBook,
            order.WorkingAt, now)
        {
            ClientOrderId = order.ClientOrderId,
            ExpiryReason = order.ExpiryReason,
            Prevented = order.Prevented,
        };
    }
}
