using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.OrderSaga.Persistence;
using Bot3.Messaging.OrderSaga.StateMachines;
using Bot3.Messaging.Persistence.Outbox;
using Bot3.Messaging.Persistence.Sagas;
using Bot3.Messaging.Persistence.Sessions;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.OrderSaga.Deadlines;

/// <summary>
/// Tells orders that their deadline has passed. Any number of processes may sweep: the message id is a function of order and deadline, so
/// the saga's inbox takes one of them; and the saga ignores what it has moved past.
/// </summary>
internal sealed class DeadlineSweeper(
    ISagaReader<OrderState> orders,
    IDurableStore store,
    IMessageOutbox outbox,
    IOrderQueries queries,
    IOptions<DeadlineOptions> options,
    TimeProvider time,
    ILogger<DeadlineSweeper> logger) : BackgroundService
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(10);

    // Told once, an order is left alone until its deadline moves or the telling is old: a slow saga must not be flooded.
    private readonly Dictionary<Guid, (DateTimeOffset Deadline, DateTimeOffset ToldAt)> _told = [];

    private DateTimeOffset _countedAt;

    /// <summary>One sweep.</summary>
    /// <returns>How many orders were told.</returns>
    internal async ValueTask<int> SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        foreach (var (orderId, _) in _told.Where(entry => now - entry.Value.ToldAt >= options.Value.TellAgainAfter).ToList())
            _told.Remove(orderId);
        if (now - _countedAt >= CountInterval)
        {
            OrderMetrics.UnknownOpen(await queries.CountAsync(OrderStatus.Unknown, cancellationToken));
            _countedAt = now;
        }

        var due = await orders.ListDueAsync(now, options.Value.SweepBatch, cancellationToken);
        var fresh = due.Where(order => !_told.TryGetValue(order.CorrelationId, out var told) || told.Deadline != order.Deadline).ToList();
        if (fresh.Count == 0)
            return 0;

        await using var session = await store.BeginAsync(cancellationToken);
        foreach (var order in fresh)
            await TellAsync(session, order, now, cancellationToken);
        await session.CommitAsync(cancellationToken);
        foreach (var order in fresh)
            _told[order.CorrelationId] = (order.Deadline!.Value, now);
        Log.DeadlinesTold(logger, fresh.Count);
        return fresh.Count;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SweepInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await TrySweepAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops; what is due now is due for the next process.
        }
    }

    private async Task TrySweepAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SweepAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The edge of the loop: while the database is away nothing can be told, and the loop must outlive it.
            Log.SweepFailed(logger, options.Value.SweepInterval, exception);
        }
    }

    private ValueTask TellAsync(IDurableSession session, OrderState order, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deadline = order.Deadline!.Value;

        // A telling that got lost is told again under another id, or the inbox would drop it should the saga have seen and refused it.
        var round = (now - deadline).Ticks / options.Value.TellAgainAfter.Ticks;
        var id = DeterministicId.From(
            "deadline",
            order.CorrelationId.ToString("D"),
            deadline.UtcTicks.ToString(CultureInfo.InvariantCulture),
            round.ToString(CultureInfo.InvariantCulture));
        var elapsed = new OrderDeadlineElapsed
        {
            OrderId = order.CorrelationId, Status = Enum.Parse<OrderStatus>(order.CurrentState), Deadline = deadline, OccurredAt = now,
        };
        return outbox.SendAsync(
            session, WireNames.OrderSagaQueue, elapsed, id, order.CorrelationId, dueAt: null, cancellationToken);
    }
}
