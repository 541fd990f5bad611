using System.Net.Sockets;
using Bot3.Messaging.Bot3.Books;
using Bot3.Messaging.Bot3.Environment;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Persistence;
using Npgsql;

namespace Bot3.Messaging.Bot3.Commands.Chaos;

/// <summary>What is known when everything has settled.</summary>
/// <param name="Books">Our books.</param>
/// <param name="Reasons">The stated reasons of orders.</param>
/// <param name="InFlight">What is still under way.</param>
internal sealed record ChaosPicture(OurBooks Books, IReadOnlyDictionary<Guid, string> Reasons, InFlight InFlight);

/// <summary>Waits until a system has settled, cancels what rests, and takes the pictures that the judge needs.</summary>
internal sealed class ChaosSettling : IAsyncDisposable
{
    private const int OrdersMax = 10_000;

    // The broker's own counts are five seconds old: two calm readings further apart than that are calm indeed.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan CancelAgainAfter = TimeSpan.FromSeconds(15);
    private const int CalmReadings = 3;

    private readonly ChaosPublisher _publisher;
    private readonly Action<string> _say;
    private readonly TimeProvider _time;
    private readonly ServiceProvider _services;
    private readonly InFlightReader _inFlight;
    private readonly Dictionary<Guid, long> _cancelledAt = [];

    public ChaosSettling(LocalSystem system, ChaosPublisher publisher, Action<string> say, TimeProvider time)
    {
        _publisher = publisher;
        _say = say;
        _time = time;
        _services = DatabaseServices.Create(system.ConnectionString);
        _inFlight = new InFlightReader(system.ManagementUri, system.AmqpUri, _services.GetRequiredService<NpgsqlDataSource>());
    }

    /// <summary>Returns when all orders have ended and nothing is under way, or when patience is over; the judge says which.</summary>
    public async Task SettleAsync(IReadOnlyList<Guid> submitted, TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var calm = 0;
        while (_time.GetElapsedTime(started) < patience)
        {
            calm = await IsCalmAsync(submitted, cancellationToken) ? calm + 1 : 0;
            if (calm == CalmReadings)
                return;
            await Task.Delay(Interval, _time, cancellationToken);
        }

        _say($"not settled within {patience.TotalSeconds:0} s");
    }

    /// <summary>Takes the pictures.</summary>
    public async Task<ChaosPicture> ReadAsync(IReadOnlyList<Guid> submitted, CancellationToken cancellationToken)
    {
        var books = await OurBooksReader.From(_services).ReadAsync(WorkerSettings.Account, submitted, cancellationToken);
        var orders = await ListAsync(cancellationToken);
        var reasons = orders.ToDictionary(
            order => order.OrderId, order => string.Join("; ", order.Reasons.Select(reason => $"{reason.Code}: {reason.Message}")));
        return new ChaosPicture(books, reasons, await _inFlight.ReadAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        _inFlight.Dispose();
        await _services.DisposeAsync();
    }

    private async Task<bool> IsCalmAsync(IReadOnlyList<Guid> submitted, CancellationToken cancellationToken)
    {
        try
        {
            var orders = (await ListAsync(cancellationToken)).ToDictionary(order => order.OrderId);
            var open = submitted.Where(id => !orders.TryGetValue(id, out var order) || !ChaosJudge.IsTerminal(order.Status)).ToList();
            foreach (var id in open.Where(orders.ContainsKey))
                await CancelAsync(orders[id], cancellationToken);
            var inFlight = await _inFlight.ReadAsync(cancellationToken);
            var queued = inFlight.Queues.Values.Sum();
            var statuses = string.Join(", ", open.CountBy(id => orders.GetValueOrDefault(id)?.Status.ToString() ?? "unknown")
                .Select(pair => $"{pair.Value} {pair.Key}"));
            var detail = open.Count > 0 ? $" ({statuses})" : string.Empty;
            _say($"settling: {open.Count} orders open{detail}, {queued} messages queued, {inFlight.OutboxRows} in the outbox");
            return open.Count == 0 && queued == 0 && inFlight.OutboxRows == 0;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is NpgsqlException or HttpRequestException or SocketException or TaskCanceledException)
        {
            // A server that was restarted a moment ago may still drop a connection; the next reading will do.
            _say($"settling: {exception.Message.Split('\n')[0]}");
            return false;
        }
    }

    // What rests would rest for ever. An order that is still on its way is cancelled too: its strategy is going home.
    private async Task CancelAsync(OrderSummary order, CancellationToken cancellationToken)
    {
        if (order.Status is not (OrderStatus.Submitted or OrderStatus.PartiallyFilled))
            return;
        if (_cancelledAt.TryGetValue(order.OrderId, out var at) && _time.GetElapsedTime(at) < CancelAgainAfter)
            return;
        _cancelledAt[order.OrderId] = _time.GetTimestamp();
        var cancel = new CancelOrder
        {
            OrderId = order.OrderId, StrategyId = order.StrategyId, Reason = "the run is over", RequestedAt = _time.GetUtcNow(),
        };
        await _publisher.PublishAsync(WireNames.CancelOrderExchange, cancel, cancellationToken);
    }

    private async Task<IReadOnlyList<OrderSummary>> ListAsync(CancellationToken cancellationToken) =>
        await _services.GetRequiredService<IOrderQueries>().ListAsync(new OrderFilter { Limit = OrdersMax }, cancellationToken);
}
