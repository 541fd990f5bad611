using System.Threading.Channels;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>The bounded way from a commit to the publisher of the same process.</summary>
internal sealed class OutboxQueue(IOptions<OutboxOptions> options, OutboxSignal signal) : IOutboxDispatcher
{
    private const int OverflowMax = 100_000;
    private readonly Channel<IReadOnlyList<OutboxRow>> _commits = Channel.CreateBounded<IReadOnlyList<OutboxRow>>(
        new BoundedChannelOptions(options.Value.PendingCommits) { SingleReader = true });
    private readonly Channel<Guid> _overflow = Channel.CreateBounded<Guid>(new BoundedChannelOptions(OverflowMax));
    private long _pending;

    /// <summary>Messages handed over and not yet settled.</summary>
    public long Pending => Volatile.Read(ref _pending);

    public ChannelReader<IReadOnlyList<OutboxRow>> Commits => _commits.Reader;

    /// <summary>Rows that did not fit and that any sweeper may take at once.</summary>
    public ChannelReader<Guid> Overflow => _overflow.Reader;

    public void Dispatch(IReadOnlyList<OutboxRow> rows)
    {
        Interlocked.Add(ref _pending, rows.Count);
        if (_commits.Writer.TryWrite(rows))
            return;
        Settle(rows.Count);
        DurableMetrics.LeaveToSweeper(rows.Count);
        // What does not even fit here is the sweepers' after the grace period.
        foreach (var id in rows.Select(row => row.StoredId).Distinct())
            _overflow.Writer.TryWrite(id);
    }

    public void Scheduled() => signal.Wake();

    /// <summary>Counts messages as published or given to the sweeper.</summary>
    public void Settle(int messages) => Interlocked.Add(ref _pending, -messages);

    /// <summary>Takes no more commits; what comes later is left to the sweeper.</summary>
    public void Complete() => _commits.Writer.TryComplete();
}
