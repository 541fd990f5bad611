using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Tests.Testing;

/// <summary>A venue in memory: keeps orders and trades as truth, and answers as scripted where a script is given.</summary>
internal sealed class FakeGateway(TimeProvider time, string account = "main") : IExchangeGateway
{
    private readonly Lock _lock = new();
    private readonly Channel<VenueStreamEvent> _events = Channel.CreateUnbounded<VenueStreamEvent>();
    private long _nextOrderId = 1000;
    private long _nextTradeId = 1;

    public string Venue => "binance";

    public string Account => account;

    public ConcurrentDictionary<string, int> Placed { get; } = new();

    public ConcurrentQueue<string> Calls { get; } = new();

    public Dictionary<string, VenueOrder> Orders { get; } = new(StringComparer.Ordinal);

    public List<VenueTrade> Trades { get; } = [];

    /// <summary>What a placement does; null accepts.</summary>
    public Func<PlaceOrder, CancellationToken, Task<PlacementAnswer>>? OnPlace { get; set; }

    public Func<string, CancelAnswer?>? OnCancel { get; set; }

    public Func<string, VenueAnswer<VenueOrder?>?>? OnQuery { get; set; }

    /// <summary>Whether questions are answered at all.</summary>
    public bool Reachable { get; set; } = true;

    public List<AssetBalance> Balances { get; } = [new AssetBalance { Asset = "USDT", Free = 1000m, Locked = 0m }];

    public Task<VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>> GetRulesAsync(CancellationToken cancellationToken)
        => AnswerAsync<IReadOnlyList<SymbolRulesSnapshot>>(() =>
    [
        new SymbolRulesSnapshot { Symbol = "BTC/USDT", VenueSymbol = "BTCUSDT", Status = "TRADING", BasePrecision = 8, QuotePrecision = 8,
            Filters = [] },
    ]);

    public Task<VenueAnswer<IReadOnlyList<MarketPrice>>> GetPricesAsync(CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<MarketPrice>>(() => [new MarketPrice { Symbol = "BTC/USDT", Bid = 99m, Ask = 101m, Last = 100m }]);

    /// <summary>Holds a placement up right before it is sent, as a suspended process would be; null goes on at once.</summary>
    public Func<Task>? OnBeforeSending { get; set; }

    public async Task<PlacementAnswer> PlaceAsync(PlaceOrder request, Func<bool> maySend, CancellationToken cancellationToken)
    {
        if (OnBeforeSending is { } hold)
            await hold();
        return maySend() ? await PlaceAsync(request, cancellationToken) : PlacementAnswer.NotSent.TooLate();
    }

    public async Task<PlacementAnswer> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken)
    {
        Placed.AddOrUpdate(request.ClientOrderId, 1, (_, count) => count + 1);
        Calls.Enqueue($"place {request.ClientOrderId}");
        return OnPlace is null ? new PlacementAnswer.Accepted(Take(request), []) : await OnPlace(request, cancellationToken);
    }

    public Task<CancelAnswer> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"cancel {clientOrderId}");
        if (OnCancel?.Invoke(clientOrderId) is { } scripted)
            return Task.FromResult(scripted);
        lock (_lock)
        {
            if (!Orders.TryGetValue(clientOrderId, out var order) || order.Status
                is not (VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled))
                return Task.FromResult<CancelAnswer>(new CancelAnswer.Refused(Reason("-2011", "Unknown order sent."), OrderNotOpen: true));
            return Task.FromResult<CancelAnswer>(new CancelAnswer.Cancelled(Set(order with { Status = VenueOrderStatus.Cancelled })));
        }
    }

    public Task<VenueAnswer<VenueOrder?>> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"query {clientOrderId}");
        return OnQuery?.Invoke(clientOrderId) is { } scripted
            ? Task.FromResult(scripted)
            : AnswerAsync(() => Orders.GetValueOrDefault(clientOrderId));
    }

    public Task<VenueAnswer<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken cancellationToken)
    {
        Calls.Enqueue("open orders");
        return AnswerAsync<IReadOnlyList<VenueOrder>>(
            () => [.. Orders.Values.Where(order => order.Status is VenueOrderStatus.Open or VenueOrderStatus.PartiallyFilled)]);
    }

    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetTradesAsync(string symbol, long? fromTradeId, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"trades {symbol} from {fromTradeId}");
        return AnswerAsync<IReadOnlyList<VenueTrade>>(
            () => [.. Trades.Where(trade => trade.Symbol == symbol && trade.TradeId >= (fromTradeId ?? 0)).Select(
                trade => trade with { ClientOrderId = null })]);
    }

    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetOrderTradesAsync(
        string symbol, string venueOrderId, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"order trades {venueOrderId}");
        return AnswerAsync<IReadOnlyList<VenueTrade>>(
            () => [.. Trades.Where(trade => trade.Symbol == symbol && trade.VenueOrderId == venueOrderId)]);
    }

    public Task<VenueAnswer<IReadOnlyList<AssetBalance>>> GetBalancesAsync(CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<AssetBalance>>(() => [.. Balances]);

    public async IAsyncEnumerable<VenueStreamEvent> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var next in _events.Reader.ReadAllAsync(cancellationToken))
            yield return next;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Tell(VenueStreamEvent next) => _events.Writer.TryWrite(next);

    public static RefusalReason Reason(string code, string message) => new() { Code = code, Message = message };

    /// <summary>Puts an order into the book.</summary>
    public VenueOrder Take(PlaceOrder request)
    {
        lock (_lock)
        {
            return Set(new VenueOrder
            {
                Symbol = request.Symbol,
                VenueOrderId = (_nextOrderId++).ToString(System.Globalization.CultureInfo.InvariantCulture),
                ClientOrderId = request.ClientOrderId,
                Side = request.Side,
                Status = VenueOrderStatus.Open,
                Quantity = request.Quantity,
                ExecutedQuantity = 0,
                ReportedAt = time.GetUtcNow(),
            });
        }
    }

    /// <summary>Executes a part of an order, and returns the report that the stream would tell.</summary>
    public VenueStreamEvent.OrderReported Fill(string clientOrderId, decimal quantity, decimal price = 100m)
    {
        lock (_lock)
        {
            var order = Orders[clientOrderId];
            var executed = order.ExecutedQuantity + quantity;
            order = Set(order with
            {
                ExecutedQuantity = executed,
                Status = executed >= order.Quantity ? VenueOrderStatus.Filled : VenueOrderStatus.PartiallyFilled,
            });
            var trade = new VenueTrade
            {
                Symbol = order.Symbol,
                TradeId = _nextTradeId++,
                VenueOrderId = order.VenueOrderId,
                ClientOrderId = clientOrderId,
                Side = order.Side,
                Price = price,
                Quantity = quantity,
                Fee = 0.001m,
                FeeAsset = "BNB",
                IsMaker = false,
                ExecutedAt = time.GetUtcNow(),
            };
            Trades.Add(trade);
            return new VenueStreamEvent.OrderReported(order, trade);
        }
    }

    public VenueOrder Set(VenueOrder order)
    {
        lock (_lock)
            return Orders[order.ClientOrderId] = order with { ReportedAt = time.GetUtcNow() };
    }

    private Task<VenueAnswer<T>> AnswerAsync<T>(Func<T> read)
    {
        lock (_lock)
        {
            return Task.FromResult(
                Reachable ? VenueAnswer<T>.Of(read()) : VenueAnswer<T>.Failed(Reason("NoConnection", "the connection was refused")));
        }
    }
}
