using System.Text.Json;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;
using Bot3.Messaging.ExchangeWorker.Limits;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance;

/// <summary>
/// One account at Binance Spot. Questions go over REST; the account's events come over the WebSocket API, and orders and cancels go over
/// the same connection while it is up, over REST otherwise. Each request takes one road and never the other.
/// </summary>
internal sealed class BinanceGateway : IExchangeGateway
{
    private const int TradePage = 1000;
    private const string Trading = "TRADING";

    /// <summary>A halt that was read longer ago is read again before an order is refused by it.</summary>
    private static readonly TimeSpan HaltRecheck = TimeSpan.FromSeconds(1);

    private readonly BinanceOptions _options;
    private readonly TimeProvider _time;
    private readonly BinanceSigner _signer;
    private readonly BinanceRestClient _rest;
    private readonly BinanceQuestions _questions;
    private readonly StreamExpectations _expectations;
    private readonly BinanceUserStream _stream;

    /// <summary>Makes a gateway that owns its signer and its connections.</summary>
    public BinanceGateway(
        BinanceOptions options, string apiKey, BinanceSigner signer, IRateLedger ledger, TimeProvider time, ILogger logger)
    {
        (_options, _signer, _time) = (options, signer, time);
        _rest = new BinanceRestClient(options, apiKey, signer, ledger, time, logger);
        _questions = new BinanceQuestions(options, _rest, time);
        var reader = new BinanceStreamReader(options, _questions, logger);
        _expectations = new StreamExpectations(time);
        _stream = new BinanceUserStream(new SessionContext(options, apiKey, signer, _rest, reader, _expectations, time, logger));
    }

    /// <inheritdoc />
    public string Venue => _options.Venue;

    /// <inheritdoc />
    public string Account => _options.Account;

    /// <inheritdoc />
    public async Task<VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>> GetRulesAsync(CancellationToken cancellationToken)
    {
        var symbols = await _questions.ReadSymbolsAsync(cancellationToken);
        if (!symbols.Answered)
            return VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>.Failed(symbols.Failure!, symbols.RetryAfter);
        var rules = symbols.Value!.Select(_options.Symbols, out var missing);
        return missing.Count == 0
            ? VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>.Of(rules)
            : VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>.Failed(_questions.UnknownSymbol(string.Join(", ", missing)));
    }

    /// <inheritdoc />
    public async Task<VenueAnswer<IReadOnlyList<MarketPrice>>> GetPricesAsync(CancellationToken cancellationToken)
    {
        var symbols = await _questions.SymbolsAsync(cancellationToken);
        if (!symbols.Answered)
            return VenueAnswer<IReadOnlyList<MarketPrice>>.Failed(symbols.Failure!, symbols.RetryAfter);
        var wanted = symbols.Value!.Select(_options.Symbols, out var missing);
        if (missing.Count > 0)
            return VenueAnswer<IReadOnlyList<MarketPrice>>.Failed(_questions.UnknownSymbol(string.Join(", ", missing)));
        var books = await _questions.PublicAsync(
            "ticker/bookTicker", SymbolList(wanted), BinanceJson.Default.IReadOnlyListBookTickerBody, body => body, cancellationToken);
        if (!books.Answered)
            return VenueAnswer<IReadOnlyList<MarketPrice>>.Failed(books.Failure!, books.RetryAfter);
        var lasts = await _questions.PublicAsync(
            "ticker/price", SymbolList(wanted), BinanceJson.Default.IReadOnlyListPriceBody, body => body, cancellationToken);
        if (!lasts.Answered)
            return VenueAnswer<IReadOnlyList<MarketPrice>>.Failed(lasts.Failure!, lasts.RetryAfter);
        var last = lasts.Value!.DistinctBy(item => item.Symbol)
            .ToDictionary(item => item.Symbol, item => item.Price, StringComparer.Ordinal);
        var book = books.Value!.DistinctBy(item => item.Symbol).ToDictionary(item => item.Symbol, StringComparer.Ordinal);
        return VenueAnswer<IReadOnlyList<MarketPrice>>.Of([.. wanted.Select(rule => new MarketPrice
        {
            Symbol = rule.Symbol,
            Bid = Positive(book.GetValueOrDefault(rule.VenueSymbol)?.Bid),
            Ask = Positive(book.GetValueOrDefault(rule.VenueSymbol)?.Ask),
            Last = Positive(last.GetValueOrDefault(rule.VenueSymbol)),
        })]);
    }

    /// <inheritdoc />
    public Task<PlacementAnswer> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken)
        => PlaceAsync(request, static () => true, cancellationToken);

    /// <inheritdoc />
    public async Task<PlacementAnswer> PlaceAsync(PlaceOrder request, Func<bool> maySend, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(maySend);
        var name = await _questions.VenueNameAsync(request.Symbol, cancellationToken);
        if (!name.Answered)
            return new PlacementAnswer.NotSent(name.Failure!, Retryable: name.Failure!.Code != "UnknownSymbol", name.RetryAfter);
        if (await HaltedAsync(request.Symbol, cancellationToken) is { } halted)
            return new PlacementAnswer.NotSent(halted, Retryable: false, RetryAfter: null);
        await _rest.SyncClockAsync(cancellationToken);
        if (_time.GetUtcNow() > request.NotAfter)
        {
            var late = new RefusalReason
            {
                Code = "NotAfterPassed",
                Message = $"NotAfter {request.NotAfter:O} is over; the order was not sent.",
            };
            return new PlacementAnswer.NotSent(late, Retryable: false, RetryAfter: null);
        }

        BinanceReply reply;
        var entered = VenueTime;
        try
        {
            // The parameters are made after every wait, right before they are signed and sent; from then on the receive window bounds the time.
            // By the venue's time as well: clocks of a suspended machine may have stood still, which a refused time stamp brings to light.
            reply = await SendAsync(
                HttpMethod.Post,
                "order.place",
                () => maySend() && VenueTime - entered <= _options.RecvWindow
                    ? BinanceOrderRequests.Place(request, name.Value!)
                    : throw new TooLateException(),
                cancellationToken);
        }
        catch (TooLateException)
        {
            return PlacementAnswer.NotSent.TooLate();
        }

        if (!BinanceQuestions.TryMap(reply, BinanceJson.Default.OrderBody, body => Placed(body, request), out var placed, out var failure))
            return Refused(failure);
        _expectations.Expect(placed!.Order.Symbol, placed.Order.VenueOrderId);
        return placed.Order.Status == VenueOrderStatus.Rejected
            ? new PlacementAnswer.Rejected(new RefusalReason
            {
                Code = "REJECTED",
                Message = placed.Order.Reason ?? "The venue's status is REJECTED.",
            })
            : placed;
    }

    /// <inheritdoc />
    public async Task<CancelAnswer> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        var name = await _questions.VenueNameAsync(symbol, cancellationToken);
        if (!name.Answered)
            return new CancelAnswer.Unanswered(name.Failure!, name.RetryAfter);
        var reply = await SendAsync(HttpMethod.Delete, "order.cancel", () => BinanceOrderRequests.One(name.Value!, clientOrderId), cancellationToken);
        return BinanceQuestions.TryMap(
            reply, BinanceJson.Default.OrderBody, body => BinanceMapping.Order(body, symbol), out var order, out var failure)
            ? new CancelAnswer.Cancelled(order!)
            : BinanceOutcomes.Cancel(failure);
    }

    /// <inheritdoc />
    public async Task<VenueAnswer<VenueOrder?>> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        var name = await _questions.VenueNameAsync(symbol, cancellationToken);
        if (!name.Answered)
            return VenueAnswer<VenueOrder?>.Failed(name.Failure!, name.RetryAfter);
        VenueOrder Map(OrderBody body) => BinanceMapping.Order(body, symbol);
        var reply = await _questions.SignedReplyAsync(
            "order", () => BinanceOrderRequests.One(name.Value!, clientOrderId), BinanceJson.Default.OrderBody, Map, cancellationToken);
        if (BinanceOutcomes.Classify(reply) == BinanceOutcome.NotFound)
            return VenueAnswer<VenueOrder?>.Of(null);
        return BinanceQuestions.TryMap(reply, BinanceJson.Default.OrderBody, Map, out var order, out var failure)
            ? VenueAnswer<VenueOrder?>.Of(order)
            : VenueAnswer<VenueOrder?>.Failed(BinanceOutcomes.Reason(failure), failure.RetryAfter);
    }

    /// <inheritdoc />
    public async Task<VenueAnswer<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken cancellationToken)
    {
        var symbols = await _questions.SymbolsAsync(cancellationToken);
        if (!symbols.Answered)
            return VenueAnswer<IReadOnlyList<VenueOrder>>.Failed(symbols.Failure!, symbols.RetryAfter);
        return await _questions.SignedAsync<IReadOnlyList<OrderBody>, IReadOnlyList<VenueOrder>>(
            "openOrders",
            () => new BinanceParameters(),
            BinanceJson.Default.IReadOnlyListOrderBody,
            body => [.. body.Select(order => BinanceMapping.Order(order, Pair(symbols.Value!, order.Symbol)))],
            cancellationToken);
    }

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetTradesAsync(
        string symbol, long? fromTradeId, CancellationToken cancellationToken)
        => TradesAsync(symbol, null, fromTradeId, fromTradeId is null ? 1 : _options.MaxTradePages, cancellationToken);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetOrderTradesAsync(
        string symbol, string venueOrderId, CancellationToken cancellationToken)
        => TradesAsync(symbol, venueOrderId, null, _options.MaxTradePages, cancellationToken);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<AssetBalance>>> GetBalancesAsync(CancellationToken cancellationToken)
        => _questions.SignedAsync<AccountBody, IReadOnlyList<AssetBalance>>(
            "account",
            () => new BinanceParameters().Add("omitZeroBalances", "true"),
            BinanceJson.Default.AccountBody,
            body => [.. body.Balances.Select(item => new AssetBalance { Asset = item.Asset, Free = item.Free, Locked = item.Locked })],
            cancellationToken);

    /// <inheritdoc />
    public IAsyncEnumerable<VenueStreamEvent> StreamAsync(CancellationToken cancellationToken) => _stream.ReadAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        _signer.Dispose();
        return ValueTask.CompletedTask;
    }

    private DateTimeOffset VenueTime => _time.GetUtcNow() + _rest.Clock.Offset;

    private PlacementAnswer Refused(BinanceReply failure)
    {
        if (BinanceOutcomes.RulesAreOld(failure))
            _questions.DistrustSymbols();
        return BinanceOutcomes.Placement(failure);
    }

    /// <summary>Why a pair takes no new orders (halted, <c>CANCEL_ONLY</c>, …); null when it trades. Never by old word alone.</summary>
    private async ValueTask<RefusalReason?> HaltedAsync(string symbol, CancellationToken cancellationToken)
    {
        var symbols = _questions.KnownSymbols;
        if (symbols is null || symbols.Status(symbol) is null or Trading)
            return null;
        if (_questions.Age >= HaltRecheck && await _questions.ReadSymbolsAsync(cancellationToken) is { Answered: true, Value: { } read })
            symbols = read;
        return symbols.Status(symbol) is { } status and not Trading
            ? new RefusalReason
            {
                Code = "SymbolNotTrading",
                Message = $"Symbol '{symbol}' is {status} at venue '{_options.Venue}': it takes no new orders.",
            }
            : null;
    }

    /// <summary>
    /// Sends an order or a cancel. The road is chosen here, once: a connection that breaks after the choice leaves the request unsent or in
    /// doubt, and never sent on the other road.
    /// </summary>
    private Task<BinanceReply> SendAsync(
        HttpMethod verb, string method, Func<BinanceParameters> parameters, CancellationToken cancellationToken)
        => _options.OrdersOverWebSocket && _stream.Up is { } session
            ? session.SendAsync(method, newOrder: verb == HttpMethod.Post, parameters, cancellationToken)
            : _rest.SendSignedAsync(verb, "order", parameters, cancellationToken);

    private async Task<VenueAnswer<IReadOnlyList<VenueTrade>>> TradesAsync(
        string symbol, string? venueOrderId, long? from, int pages, CancellationToken cancellationToken)
    {
        var name = await _questions.VenueNameAsync(symbol, cancellationToken);
        if (!name.Answered)
            return VenueAnswer<IReadOnlyList<VenueTrade>>.Failed(name.Failure!, name.RetryAfter);
        var trades = new SortedDictionary<long, VenueTrade>();
        for (var page = 0; page < pages; page++)
        {
            var next = from;
            var answer = await _questions.SignedAsync<IReadOnlyList<TradeBody>, IReadOnlyList<VenueTrade>>(
                "myTrades",
                () => new BinanceParameters()
                    .Add("symbol", name.Value).Add("orderId", venueOrderId).Add("fromId", next).Add("limit", TradePage),
                BinanceJson.Default.IReadOnlyListTradeBody,
                body => [.. body.Select(trade => BinanceMapping.Trade(trade, symbol))],
                cancellationToken);
            if (!answer.Answered)
                return answer;
            foreach (var trade in answer.Value!)
                trades[trade.TradeId] = trade;
            var whole = answer.Value.Count < TradePage || (from is null && venueOrderId is null);
            if (whole)
                return VenueAnswer<IReadOnlyList<VenueTrade>>.Of([.. trades.Values]);
            from = trades.Keys.Last() + 1;
        }

        // Half a list would look like a whole one: better none.
        var reason = new RefusalReason
        {
            Code = "TooManyTrades",
            Message = $"Trades of {symbol} do not fit into MaxTradePages {pages} pages of {TradePage}.",
            Limit = pages,
        };
        return VenueAnswer<IReadOnlyList<VenueTrade>>.Failed(reason);
    }

    private static PlacementAnswer.Accepted Placed(OrderBody body, PlaceOrder request)
    {
        var order = BinanceMapping.Order(body, request.Symbol);
        if (order.ClientOrderId != request.ClientOrderId)
            throw new JsonException($"The answer is about client order id '{order.ClientOrderId}', not '{request.ClientOrderId}'.");
        return new(order, BinanceMapping.Fills(body, order));
    }

    private BinanceParameters SymbolList(IReadOnlyList<SymbolRulesSnapshot> rules)
        => _options.Symbols.Count == 0
            ? new BinanceParameters()
            : new BinanceParameters().Add("symbols", $"[{string.Join(',', rules.Select(rule => $"\"{rule.VenueSymbol}\""))}]");

    private static string Pair(BinanceSymbols symbols, string name)
        => symbols.TryGetPair(name, out var pair) ? pair : throw new JsonException($"Symbol '{name}' is not in exchangeInfo.");

    private static decimal? Positive(decimal? price) => price > 0 ? price : null;

    /// <summary>An order may not be sent any more; thrown before its first byte.</summary>
    private sealed class TooLateException : Exception;
}
