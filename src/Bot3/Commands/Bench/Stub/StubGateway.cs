using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.Bot3.Commands.Bench.Stub;

/// <summary>
/// A venue in memory that takes every order at once and reports one trade of the whole quantity through the account's stream. It answers
/// in no time: what the benchmark measures is us. Holds a bounded number of past orders, so that its memory does not grow.
/// </summary>
internal sealed class StubGateway(string venue, string account, IReadOnlyList<string> symbols, TimeProvider time) : IExchangeGateway
{
    // Reports that the worker has not read yet; then placing waits, as a venue under load does.
    private const int Backlog = 10_000;
    private const decimal FeeRatio = 0.001m;

    private readonly Channel<VenueStreamEvent> _reports = Channel.CreateBounded<VenueStreamEvent>(
        new BoundedChannelOptions(Backlog) { SingleReader = true });
    private readonly StubOrders _orders = new();

    // Microseconds of the present: rising over restarts, as a venue's ids are.
    private long _last = time.GetUtcNow().ToUnixTimeMilliseconds() * 1_000;

    /// <inheritdoc />
    public string Venue => venue;

    /// <inheritdoc />
    public string Account => account;

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<SymbolRulesSnapshot>>> GetRulesAsync(CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<SymbolRulesSnapshot>>([.. symbols.Select(StubMarket.Rules)]);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<MarketPrice>>> GetPricesAsync(CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<MarketPrice>>([.. symbols.Select(StubMarket.Price)]);

    /// <inheritdoc />
    public async Task<PlacementAnswer> PlaceAsync(PlaceOrder request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var id = Interlocked.Increment(ref _last);
        var open = Order(request, id);
        var filled = open with { Status = VenueOrderStatus.Filled, ExecutedQuantity = request.Quantity };
        var trade = Trade(request, id);
        _orders.Keep(filled, trade);
        await _reports.Writer.WriteAsync(new VenueStreamEvent.OrderReported(filled, trade), cancellationToken);
        return new PlacementAnswer.Accepted(open, []);
    }

    /// <inheritdoc />
    public Task<CancelAnswer> CancelAsync(string symbol, string clientOrderId, CancellationToken cancellationToken)
    {
        var reason = new RefusalReason { Code = "NotOpen", Message = "the stub fills every order at once" };
        return Task.FromResult<CancelAnswer>(new CancelAnswer.Refused(reason, OrderNotOpen: true));
    }

    /// <inheritdoc />
    public Task<VenueAnswer<VenueOrder?>> QueryAsync(string symbol, string clientOrderId, CancellationToken cancellationToken) =>
        AnswerAsync(_orders.Find(clientOrderId)?.Order);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<VenueOrder>>> GetOpenOrdersAsync(CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<VenueOrder>>([]);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetTradesAsync(
        string symbol, long? fromTradeId, CancellationToken cancellationToken)
    {
        // The stream loses nothing here, so there is nothing to catch up with.
        return AnswerAsync<IReadOnlyList<VenueTrade>>([]);
    }

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<VenueTrade>>> GetOrderTradesAsync(
        string symbol, string venueOrderId, CancellationToken cancellationToken) =>
        AnswerAsync<IReadOnlyList<VenueTrade>>(_orders.FindTrade(venueOrderId) is { } trade ? [trade] : []);

    /// <inheritdoc />
    public Task<VenueAnswer<IReadOnlyList<AssetBalance>>> GetBalancesAsync(CancellationToken cancellationToken) =>
        AnswerAsync(StubMarket.Balances);

    /// <inheritdoc />
    public async IAsyncEnumerable<VenueStreamEvent> StreamAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new VenueStreamEvent.Opened();
        await foreach (var report in _reports.Reader.ReadAllAsync(cancellationToken))
            yield return report;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static Task<VenueAnswer<T>> AnswerAsync<T>(T value) => Task.FromResult(VenueAnswer<T>.Of(value));

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);

    private VenueOrder Order(PlaceOrder request, long id) => new()
    {
        Symbol = request.Symbol,
        VenueOrderId = Text(id),
        ClientOrderId = request.ClientOrderId,
        Side = request.Side,
        Status = VenueOrderStatus.Open,
        Quantity = request.Quantity,
        ExecutedQuantity = 0m,
        ReportedAt = time.GetUtcNow(),
    };

    private VenueTrade Trade(PlaceOrder request, long id)
    {
        var price = request.LimitPrice ?? StubMarket.Prices[request.Symbol];
        return new VenueTrade
        {
            Symbol = request.Symbol,
            TradeId = id,
            VenueOrderId = Text(id),
            ClientOrderId = request.ClientOrderId,
            Side = request.Side,
            Price = price,
            Quantity = request.Quantity,
            Fee = price * request.Quantity * FeeRatio,
            FeeAsset = "USDT",
            IsMaker = false,
            ExecutedAt = time.GetUtcNow(),
        };
    }
}
