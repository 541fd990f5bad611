using System.Collections.Concurrent;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Publishes what a dead process left, what failed, and what has become due. Any number of processes may run one.</summary>
internal sealed class OutboxSweeper(
    IOutboxRows rows, IOutboxTransport transport, IOptions<OutboxOptions> options, TimeProvider time, ILogger<OutboxSweeper> logger)
    : BackgroundService
{
    private const int MaxBatchesPerSweep = 1_000;
    private const int MaxDoublings = 20;

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

        var end = time.GetUtcNow();
        DurableMetrics.Observe(await rows.ReadStatisticsAsync(end, cancellationToken), end);
        if (published > 0)
            Log.Swept(logger, published);
        return published;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Loop edge: the database may be away; the next round tries again.
                Log.SweepAborted(logger, exception, options.Value.SweepInterval);
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<int> PublishAsync(IReadOnlyList<OutboxRow> claimed, CancellationToken cancellationToken)
    {
        if (claimed.Count == 0)
            return 0;
        var delivered = new ConcurrentBag<Guid>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.PublishConcurrency, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(claimed, parallel, async (row, token) =>
        {
            if (await TryPublishAsync(row, token))
                delivered.Add(row.Id);
        });
        if (!delivered.IsEmpty)
            await rows.DeleteAsync(delivered, cancellationToken);
        DurableMetrics.Publish(delivered.Count, "sweeper");
        return delivered.Count;
    }

    private async Task<bool> TryPublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(row.Message, cancellationToken);
            return true;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Loop edge: one bad message must not hold the others; it waits longer with every attempt.
            var delay = Delay(row.Attempts);
            DurableMetrics.Fail(exception);
            Log.SweepFailed(logger, exception, row.Message.MessageId, row.Message.Destination, row.Attempts, delay);
            await rows.DeferAsync(row.Id, time.GetUtcNow() + delay, cancellationToken);
            return false;
        }
    }

    private TimeSpan Delay(int attempts)
    {
        var delay = options.Value.RetryDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, MaxDoublings));
        return delay < options.Value.MaxRetryDelay ? delay : options.Value.MaxRetryDelay;
    }
}
