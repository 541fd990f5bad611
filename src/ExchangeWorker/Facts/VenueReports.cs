using Bot3.Messaging.ExchangeWorker.Attempts;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Persistence;
using Bot3.Messaging.Persistence.Groups;
using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Facts;

/// <summary>
/// Takes reports of a venue to <see cref="VenueFacts"/>: finds the attempt, and fetches the order's trades where a report says that more
/// was executed than is known. No session is open while the venue is asked.
/// </summary>
internal sealed class VenueReports(
    IDurableStore store, AccountWorks works, IAttemptStore attempts, IFillStore fills, VenueFacts facts)
{
    /// <summary>Applies what a venue says of one order.</summary>
    /// <param name="gateway">The account's gateway.</param>
    /// <param name="order">The order as reported.</param>
    /// <param name="trades">Trades told in the same report.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <returns>
    /// <see cref="ReportResult.TradesMissing"/> when the trades could not be fetched yet; the attempt is due for another question then.
    /// </returns>
    public async Task<ReportResult> ReportAsync(
        IExchangeGateway gateway, VenueOrder order, IReadOnlyList<VenueTrade> trades, CancellationToken cancellationToken)
    {
        var result = await ApplyAsync(gateway, order, trades, cancellationToken);
        if (result != ReportResult.TradesMissing)
            return result;
        var answer = await gateway.GetOrderTradesAsync(order.Symbol, order.VenueOrderId, cancellationToken);
        return answer is { Answered: true, Value: { } all } ? await ApplyAsync(gateway, order, all, cancellationToken) : result;
    }

    /// <summary>Applies trades of one order that came from a list of trades, where only the venue's order id is known.</summary>
    /// <param name="account">The account.</param>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="venueOrderId">The venue's order id, the same in all trades.</param>
    /// <param name="trades">At least one trade.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    public async Task<ReportResult> ReportTradesAsync(
        string account, string symbol, string venueOrderId, IReadOnlyList<VenueTrade> trades, CancellationToken cancellationToken)
    {
        await using var session = await store.BeginAsync(cancellationToken);
        if (await attempts.LockByVenueOrderAsync(session, account, symbol, venueOrderId, cancellationToken) is not { } attempt)
            return ReportResult.NoAttempt;
        var after = new AfterCommit();
        var result = await facts.ApplyAsync(session, attempt, null, trades, after, cancellationToken);
        await session.CommitAsync(cancellationToken);
        after.Run();
        return result;
    }

    private Task<ReportResult> ApplyAsync(
        IExchangeGateway gateway, VenueOrder order, IReadOnlyList<VenueTrade> trades, CancellationToken cancellationToken)
    {
        return works.RunAsync(gateway.Account, Announce, HandleAsync, cancellationToken);

        void Announce(PostgresGroup group)
        {
            attempts.Announce(group, order.ClientOrderId);
            foreach (var trade in trades)
                fills.Announce(group, new FillKey(gateway.Venue, order.Symbol, trade.TradeId, trade.VenueOrderId));
        }

        async Task<ReportResult> HandleAsync(IDurableSession session, AfterCommit after)
        {
            // Client order ids are unique among open orders only. A second order under one id cannot be ours: its trades are not mixed in.
            if (await attempts.LockAsync(session, gateway.Account, order.ClientOrderId, cancellationToken) is not { } attempt
                || (attempt.VenueOrderId is { } known && known != order.VenueOrderId))
            {
                return ReportResult.NoAttempt;
            }

            return await facts.ApplyAsync(session, attempt, order, trades, after, cancellationToken);
        }
    }
}
