using Bot3.Messaging.Persistence.Retention;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>Forgets deliveries that are older than the window.</summary>
internal sealed class InboxSweeper(IInboxRows rows, IOptions<InboxOptions> options, TimeProvider time, ILogger<InboxSweeper> logger)
    : RetentionSweeper(time)
{
    protected override TimeSpan Retention => options.Value.Window;

    protected override TimeSpan SweepInterval => options.Value.SweepInterval;

    protected override int SweepBatchSize => options.Value.SweepBatchSize;

    protected override ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        rows.ForgetAsync(before, limit, cancellationToken);

    protected override void Swept(int forgotten)
    {
        DurableMetrics.Forget(forgotten);
        if (forgotten > 0)
            Log.InboxSwept(logger, forgotten);
    }

    protected override void SweepAborted(Exception exception) => Log.InboxSweepAborted(logger, exception, options.Value.SweepInterval);
}
