using Microsoft.Extensions.Hosting;

namespace Bot3.Messaging.Persistence.Retention;

/// <summary>Removes rows that are older than they are kept, in small steps, again and again. Any number of processes may run one.</summary>
internal abstract class RetentionSweeper(TimeProvider time) : BackgroundService
{
    private const int MaxBatchesPerSweep = 1_000;

    /// <summary>How long rows are kept.</summary>
    protected abstract TimeSpan Retention { get; }

    /// <summary>Pause between two sweeps.</summary>
    protected abstract TimeSpan SweepInterval { get; }

    /// <summary>Rows that one statement removes.</summary>
    protected abstract int SweepBatchSize { get; }

    /// <summary>Removes everything that is too old.</summary>
    /// <returns>How many rows went.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var forgotten = 0;
        for (var batch = 0; batch < MaxBatchesPerSweep; batch++)
        {
            var removed = await ForgetAsync(time.GetUtcNow() - Retention, SweepBatchSize, cancellationToken);
            forgotten += removed;
            if (removed < SweepBatchSize)
                break;
        }

        Swept(forgotten);
        return forgotten;
    }

    /// <summary>Removes at most <paramref name="limit"/> rows from before <paramref name="before"/>.</summary>
    /// <returns>How many were removed.</returns>
    protected abstract ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Counts and logs what a sweep removed, 0 included.</summary>
    protected abstract void Swept(int forgotten);

    /// <summary>Logs that a sweep failed; the next one comes after the pause.</summary>
    protected abstract void SweepAborted(Exception exception);

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
                SweepAborted(exception);
            }

            await Task.Delay(SweepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
