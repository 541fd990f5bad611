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
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromMilliseconds(250);
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
        if (!transport.IsReady)
            return interval < ReadyPoll ? interval : ReadyPoll;
        if (await rows.ReadNextAvailableAsync(cancellationToken) is not { } next)
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
        var sends = new List<Task<Outcome>>(claimed.Count);
        foreach (var row in claimed)
            sends.Add(TryPublishAsync(row, cancellationToken));
        var outcomes = await Task.WhenAll(sends);
        var delivered = outcomes.Where(outcome => outcome.IsDelivered).Select(outcome => outcome.Id).ToList();
        var failed = outcomes.Where(outcome => outcome.RetryAt is not null)
            .Select(outcome => new OutboxDeferral(outcome.Id, outcome.RetryAt!.Value)).ToList();
        // Also while stopping: what is confirmed must not go out again.
        using var timeout = new CancellationTokenSource(options.Value.PublishTimeout, time);
        if (delivered.Count > 0)
            await rows.DeleteAsync(delivered, timeout.Token);
        if (failed.Count > 0)
            await rows.DeferAsync(failed, timeout.Token);
        DurableMetrics.Publish(delivered.Count, "sweeper");
        return delivered.Count;
    }

    private async Task<Outcome> TryPublishAsync(OutboxRow row, CancellationToken cancellationToken)
    {
        try
        {
            await transport.SendAsync(row.Message, cancellationToken);
            return new Outcome(row.Id, true, null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping, and nobody knows what became of it: it comes again when the claim ends.
            return new Outcome(row.Id, false, null);
        }
        catch (Exception exception)
        {
            // Loop edge: one bad message must not hold the others; it waits longer with every attempt.
            var delay = Delay(row.Attempts);
            DurableMetrics.Fail(exception);
            Log.SweepFailed(logger, exception, row.Message.MessageId, row.Message.Destination, row.Attempts, delay);
            return new Outcome(row.Id, false, time.GetUtcNow() + delay);
        }
    }

    private TimeSpan Delay(int attempts)
    {
        var delay = options.Value.RetryDelay * Math.Pow(2, Math.Clamp(attempts - 1, 0, MaxDoublings));
        return delay < options.Value.MaxRetryDelay ? delay : options.Value.MaxRetryDelay;
    }

    /// <summary>What became of a claimed row; neither delivered nor with a time when that is unknown.</summary>
    private readonly record struct Outcome(Guid Id, bool IsDelivered, DateTimeOffset? RetryAt);
}
