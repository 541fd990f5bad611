using Bot3.Messaging.Contracts;

namespace Bot3.Messaging.ExchangeWorker.Gateways;

/// <summary>
/// One account at one exchange. Nothing outside an exchange's own folder knows which client is inside. Calls never throw for what a venue
/// or
/// a network does: every such failure is an answer. Only cancellation and programmer errors throw.
/// </summary>
public interface IExchangeGateway : IAsyncDisposable
{
    /// <summary>The venue's id, for example <c>binance</c>.</summary>
    string Venue { get; }

    /// <summary>The account's id.</summary>
    string Account { get; }

    /// <summary>Reads the rules of the account's configured symbols (or all of the venue's when none are configured).</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>> GetRulesAsync(CancellationToken cancellationToken);

    /// <summary>Reads best bid, best ask and last price of the account's symbols.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<MarketPrice>>> GetPricesAsync(CancellationToken cancellationToken);

    /// <summary>Places an order. Called at most once per client order id.</summary>
    /// <param name="request">The order.</param>
    /// <param name="cancellationToken">Cancels before sending; once the request may have left, the answer is <see
    /// cref="PlacementAnswer.Unknown"/>.</param>
    Task<PlacementAnswer> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken);

    /// <summary>
    /// Places an order unless, at the last moment, it may not be sent any more: a process that was suspended finds that its time is over, or
    /// that the account has another owner. A gateway asks as late as it can, after every wait of its own; this one, before the call.
    /// </summary>
    /// <param name="request">The order.</param>
    /// <param name="maySend">Asked right before sending; false proves that nothing was sent. Cheap, and may be asked again.</param>
    /// <param name="cancellationToken">As above.</param>
    Task<PlacementAnswer> PlaceAsync(PlaceOrder request, Func<bool> maySend, CancellationToken cancellationToken)
        => maySend() ? PlaceAsync(request, cancellationToken) : Task.FromResult<PlacementAnswer>(PlacementAnswer.NotSent.TooLate());

    /// <summary>Cancels an order by its client order id. Idempotent; may be repeated.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="clientOrderId">The order's client order id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<CancelAnswer> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Asks for one order by its client order id.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="clientOrderId">The order's client order id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The order; a null value when the venue says that it does not know it, which soon after sending proves nothing.</returns>
    Task<VenueAnswer<VenueOrder?>> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken);

    /// <summary>Lists all open orders of the account, ours and others'.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken cancellationToken);

    /// <summary>Lists the account's trades of a symbol from a trade id on, oldest first, all pages.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="fromTradeId">The first trade id wanted; null for the most recent ones (at most 1,000).</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetTradesAsync(string symbol, long? fromTradeId, CancellationToken cancellationToken);

    /// <summary>Lists the trades of one order, oldest first.</summary>
    /// <param name="symbol">The pair as <c>BASE/QUOTE</c>.</param>
    /// <param name="venueOrderId">The venue's order id.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetOrderTradesAsync(string symbol, string venueOrderId, CancellationToken cancellationToken);

    /// <summary>Reads all balances.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<VenueAnswer<IReadOnlyList<AssetBalance>>> GetBalancesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Follows the account's events for ever, reconnecting by itself with backoff. Each (re)connection yields <see
    /// cref="VenueStreamEvent.Opened"/>
    /// first: the reader must then fetch what it may have missed before new orders go out. <see cref="VenueStreamEvent.Closed"/> tells of
    /// each loss.
    /// </summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    IAsyncEnumerable<VenueStreamEvent> StreamAsync(CancellationToken cancellationToken);
}
