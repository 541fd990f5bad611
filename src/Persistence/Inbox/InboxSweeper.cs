using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Forgets deliveries that are older than the window, in small steps.</summary>
internal sealed class InboxSweeper(IInboxRows rows, IOptions<InboxOptions> options, TimeProvider time, ILogger<InboxSweeper> logger)
    : BackgroundService
{
    private const int MaxBatchesPerSweep = 1_000;

    /// <summary>Forgets everything that is too old.</summary>
    /// <returns>How many entries went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        for (var batch = 0; batch < MaxBatchesPerSweep; batch++)
        {
            var removed = await rows.ForgetAsync(time.GetUtcNow() - options.Value.Window, options.Value.SweepBatchSize, cancellationToken);
            forgotten += removed;
            if (removed < options.Value.SweepBatchSize)
                break;
        }

        DurableMetrics.Forget(forgotten);
        if (forgotten > 0)
            Log.InboxSwept(logger, forgotten);
        return forgotten;
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
                Log.InboxSweepAborted(logger, exception, options.Value.SweepInterval);
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
