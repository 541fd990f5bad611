using Bot3.Messaging.Persistence.Outbox.Bundles;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>The stored messages as publisher and sweeper see them.</summary>
internal interface IOutboxRows
{
    /// <summary>
    /// Takes rows that are available at <paramref name="now"/> and hides them from other sweepers until <paramref name="hiddenUntil"/>,
    /// so that no transaction stays open while the broker is talked to.
    /// </summary>
    ValueTask<IReadOnlyList<OutboxRow>> ClaimAsync(
        DateTimeOffset now, DateTimeOffset hiddenUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Removes rows that the broker has confirmed.</summary>
    ValueTask DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Says from when sweepers may take rows that could not be published, and wakes the sweepers of all processes.
    /// </summary>
    ValueTask DeferAsync(IReadOnlyCollection<OutboxDeferral> rows, CancellationToken cancellationToken);

    /// <summary>
    /// Replaces the stored row of a bundle by the rows of its messages that are left, each available at its time, and wakes the sweepers of
    /// all processes. Does nothing when the stored row is gone.
    /// </summary>
    ValueTask UnfoldAsync(OutboxBundle bundle, CancellationToken cancellationToken);

    /// <summary>When the next row becomes available, past or future; null when there is none.</summary>
    ValueTask<DateTimeOffset?> ReadNextAvailableAsync(CancellationToken cancellationToken);

    /// <summary>Counts what waits, each figure up to 10,000: the cost has a bound, however full the outbox is.</summary>
    ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>A row that could not be published.</summary>
/// <param name="Id">Its key.</param>
/// <param name="AvailableAt">When to try again.</param>
internal readonly record struct OutboxDeferral(Guid Id, DateTimeOffset AvailableAt);

/// <summary>What waits in the outbox.</summary>
/// <param name="Due">Rows that should be out already, up to 10,000.</param>
/// <param name="Scheduled">Rows whose time has not come, up to 10,000 together with the due ones.</param>
/// <param name="OldestDueAt">Since when the oldest of the due rows waits.</param>
internal readonly record struct OutboxStatistics(long Due, long Scheduled, DateTimeOffset? OldestDueAt);
