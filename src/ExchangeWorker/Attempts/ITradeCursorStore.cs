using Bot3.Messaging.Persistence.Sessions;

namespace Bot3.Messaging.ExchangeWorker.Attempts;

/// <summary>
/// Remembers up to which trade id the venue's trade list of an account and symbol was read. Only reading the list moves it: a trade that
/// the stream told says nothing about those before it.
/// </summary>
internal interface ITradeCursorStore
{
    /// <summary>Returns the last trade id read; null before the first reading.</summary>
    ValueTask<long?> GetAsync(IDurableSession session, string account, string symbol, CancellationToken cancellationToken);

    /// <summary>Moves the cursor forward; a lower id than the stored one changes nothing.</summary>
    ValueTask AdvanceAsync(IDurableSession session, string account, string symbol, long tradeId, CancellationToken cancellationToken);
}
