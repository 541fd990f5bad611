namespace Bot3.Messaging.ExchangeWorker.Limits;

/// <summary>
/// One limit of a venue that several workers share: of an address, or of an account. The windows are the venue's, aligned to its clock.
/// </summary>
/// <param name="Scope">Whose limit it is, for example <c>address:api.binance.com/egress-1</c>.</param>
/// <param name="Name">Which limit, for example <c>weight-1M</c>.</param>
internal readonly record struct RateLimitKey(string Scope, string Name);

/// <summary>What a worker may use of a limit.</summary>
/// <param name="Units">How much, in the limit's units; 0 when nothing is left in this window.</param>
/// <param name="HeldUntil">Until when the venue wants nothing more from this scope; null when it may be used.</param>
internal readonly record struct RateGrant(long Units, DateTimeOffset? HeldUntil);

/// <summary>
/// Shares limits among workers. A worker takes a piece of a window and spends it by itself, so that not every request asks; what it does not
/// spend is lost with the window. Never grants more than the ceiling in one window, whoever asks.
/// </summary>
internal interface IRateLedger
{
    /// <summary>Takes a piece of a window.</summary>
    /// <param name="key">The limit.</param>
    /// <param name="window">The window's number: the venue's time divided by the window's length. An older one than known grants nothing.</param>
    /// <param name="units">How much is wanted, at least 0; 0 only reads.</param>
    /// <param name="ceiling">How much all workers together may have taken after this.</param>
    /// <param name="used">How much the venue says was used in this window, by whomever; counts as taken.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>At most what was wanted.</returns>
    ValueTask<RateGrant> TakeAsync(RateLimitKey key, long window, long units, long ceiling, long used, CancellationToken cancellationToken);

    /// <summary>Tells all workers that the venue wants nothing more until a time. An earlier time than the known one changes nothing.</summary>
    /// <param name="key">The limit.</param>
    /// <param name="until">Until when, by the venue's clock.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask HoldAsync(RateLimitKey key, DateTimeOffset until, CancellationToken cancellationToken);
}
