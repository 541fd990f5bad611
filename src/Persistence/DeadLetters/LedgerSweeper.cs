using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Removes settled letters that are older than their retention, in small steps. Any number of processes may run one.</summary>
internal sealed class LedgerSweeper(ISettledLetters letters, IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerSweeper> logger)
    : BackgroundService
{
    private const int MaxBatchesPerSweep = 1_000;

    /// <summary>Removes everything that is too old.</summary>
    /// <returns>How many letters went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        for (var batch = 0; batch < MaxBatchesPerSweep; batch++)
        {
            var removed = await letters.ForgetAsync(
                time.GetUtcNow() - options.Value.Retention, options.Value.SweepBatchSize, cancellationToken);
            forgotten += removed;
            if (removed < options.Value.SweepBatchSize)
                break;
        }

        DurableMetrics.ForgetLetters(forgotten);
        if (forgotten > 0)
            Log.LedgerSwept(logger, forgotten);
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
                Log.LedgerSweepAborted(logger, exception, options.Value.SweepInterval);
            }

            await Task.Delay(options.Value.SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
