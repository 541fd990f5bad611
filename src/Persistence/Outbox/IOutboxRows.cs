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

    /// <summary>Hides a row that could not be published until <paramref name="availableAt"/>.</summary>
    ValueTask DeferAsync(Guid id, DateTimeOffset availableAt, CancellationToken cancellationToken);

    /// <summary>Counts what waits.</summary>
    ValueTask<OutboxStatistics> ReadStatisticsAsync(DateTimeOffset now, CancellationToken cancellationToken);
}

/// <summary>What waits in the outbox.</summary>
/// <param name="Due">Rows that should be out already.</param>
/// <param name="Scheduled">Rows whose time has not come.</param>
/// <param name="OldestDueAt">Since when the oldest of the due rows waits.</param>
internal readonly record struct OutboxStatistics(long Due, long Scheduled, DateTimeOffset? OldestDueAt);
