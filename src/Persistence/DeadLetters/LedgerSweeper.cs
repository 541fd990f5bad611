using Bot3.Messaging.Persistence.Retention;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Removes settled letters that are older than their retention.</summary>
internal sealed class LedgerSweeper(ISettledLetters letters, IOptions<LedgerOptions> options, TimeProvider time, ILogger<LedgerSweeper> logger)
    : RetentionSweeper(time)
{
    protected override TimeSpan Retention => options.Value.Retention;

    protected override TimeSpan SweepInterval => options.Value.SweepInterval;

    protected override int SweepBatchSize => options.Value.SweepBatchSize;

    protected override ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        letters.ForgetAsync(before, limit, cancellationToken);

    protected override void Swept(int forgotten)
    {
        DurableMetrics.ForgetLetters(forgotten);
        if (forgotten > 0)
            Log.LedgerSwept(logger, forgotten);
    }

    protected override void SweepAborted(Exception exception) => Log.LedgerSweepAborted(logger, exception, options.Value.SweepInterval);
}
