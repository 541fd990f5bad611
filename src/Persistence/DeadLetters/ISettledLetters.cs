namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>The letters that nobody has to decide about any more, as the ledger's sweeper sees them.</summary>
internal interface ISettledLetters
{
    /// <summary>
    /// Removes at most <paramref name="limit"/> letters that were put back or discarded before <paramref name="before"/>; never an open one.
    /// </summary>
    /// <returns>How many were removed.</returns>
    ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
