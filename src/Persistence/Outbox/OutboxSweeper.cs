using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Publishes what a dead process left, what failed, and what has become due. Any number of processes may run one. It sleeps until the next
/// row becomes available, until somebody wakes it, and at most for the sweep interval.
/// </summary>
internal sealed class OutboxSweeper(
    IOutboxRows rows, IOutboxTransport transport, OutboxSignal signal, IOptions<OutboxOptions> options, TimeProvider time,
        ILogger<OutboxSweeper> logger)
    : BackgroundService
{
    private const int MaxBatchesPerSweep = 1_000;
    private const int MaxDoublings = 20;
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan StatisticsInterval = TimeSpan.FromSeconds(1);
    private DateTimeOffset _statisticsAt = DateTimeOffset.MinValue;

    /// <summary>Sweeps until nothing is due.</summary>
    /// <returns>How many messages were published.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var published = 0;
        for (var batch = 0; batch < MaxBatchesPerSweep && transport.IsReady; batch++)
        {
            var now = time.GetUtcNow();
            var claimed = await rows.ClaimAsync(now, now + options.Value.ClaimPeriod, options.Value.SweepBatchSize, cancellationToken);
            published += await PublishAsync(claimed, cancellationToken);
            if (claimed.Count < options.Value.SweepBatchSize)
                break;
        }

        await ObserveAsync(cancellationToken);
        if (published > 0)
            Log.Swept(logger, published);
        return published;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = options.Value.SweepInterval;
            try
            {
                await SweepAsync(stoppingToken);
                pause = await PauseAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Loop edge: the database may be away; the next round tries again.
                Log.SweepAborted(logger, exception, pause);
            }

            await signal.WaitAsync(pause, time, stoppingToken);
        }
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken cancellationToken)
    {
        var interval = options.Value.SweepInterval;
        if (!transport.IsReady || await rows.ReadNextAvailableAsync(cancellationToken) is not { } next)
            return interval;
        var left = next - time.GetUtcNow();
        return left >= interval ? interval : left > PauseMin ? left : PauseMin;
    }

    private async Task ObserveAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (now - _statisticsAt < StatisticsInterval)
            return;
        DurableMetrics.Observe(await rows.ReadStatisticsAsync(now, cancellationToken), now);
        _statisticsAt = now;
    }

    private async Task<int> PublishAsync(IReadOnlyList<OutboxRow> claimed, CancellationToken cancellationToken)
    {
        if (claimed.Count == 0)
            return 0;
        var failed = new List<OutboxDeferral>();
        var delivered = new List<Guid>(claimed.Count);
        var sends = new List<Task<OutboxDeferral?>>(claimed.Count);
        foreach (var row in claimed)
            sends.Add(TryPublishAsync(row, cancellationToken));
        for (var i = 0; i < sends.Count; i++)
        {
            if (await sends[i] is { } deferral)
                failed.Add(deferral);
            else
                delivered.Add(claimed[i].Id);
        }

        if (delivered.Count > 0)
            await rows.DeleteAsync(delivered, cancellationToken);
        if (failed.Count > 0)
            await rows.DeferAsync(failed, cancellationToken);
        DurableMetrics.Publish(delivered.Count, "sweeper");
        return delivered.Count;
    }

    private async Task<OutboxDeferral?> TryPublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(row.Message, cancellationToken);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Loop edge: one bad message must not hold the others; it waits longer with every attempt.
            var delay = Delay(row.Attempts);
            DurableMetrics.Fail(exception);
            Log.SweepFailed(logger, exception, row.Message.MessageId, row.Message.Destination, row.Attempts, delay);
            return new OutboxDeferral(row.Id, time.GetUtcNow() + delay);
        }
    }

    private TimeSpan Delay(int attempts)
    {
        var delay = options.Value.RetryDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, MaxDoublings));
        return delay < options.Value.MaxRetryDelay ? delay : options.Value.MaxRetryDelay;
    }
}
