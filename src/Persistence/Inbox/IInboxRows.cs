namespace Bot3.Messaging.Persistence.Inbox;

/// <summary>The remembered deliveries as the inbox sweeper sees them.</summary>
internal interface IInboxRows
{
    /// <summary>Forgets at most <paramref name="limit"/> deliveries that were handled before <paramref name="before"/>.</summary>
    /// <returns>How many were forgotten.</returns>
    ValueTask<int> ForgetAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}
