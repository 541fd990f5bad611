using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using Microsoft.Extensions.Logging;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>
/// One endpoint's way into the ledger. On a broker it has the endpoint's own patience: a letter that cannot be written is tried as long as a
/// handler would be, then this throws, and the message goes back to its queue. In memory there is no queue to go back to, so it is tried
/// until it is written or the process stops; then the log says what is lost.
/// </summary>
internal sealed class LedgerDoor
{
    private static readonly TimeSpan LastTryLimit = TimeSpan.FromSeconds(5);

    private readonly LedgerWriter _writer;
    private readonly DurableRetryPolicy _policy;
    private readonly TimeProvider _time;
    private readonly ILogger<LedgerWriter> _logger;
    private readonly CancellationToken? _stopping;

    /// <summary>Makes the door of an endpoint.</summary>
    /// <param name="queue">The endpoint's queue.</param>
    /// <param name="writer">Writes the letters.</param>
    /// <param name="policy">The endpoint's patience.</param>
    /// <param name="time">The clock of the waits.</param>
    /// <param name="logger">Hears of every try that failed.</param>
    /// <param name="stopping">Where the transport keeps nothing: ends the tries. <see langword="null"/> where it takes messages back.</param>
    public LedgerDoor(
        string queue, LedgerWriter writer, DurableRetryPolicy policy, TimeProvider time, ILogger<LedgerWriter> logger, CancellationToken? stopping)
    {
        Queue = queue;
        _writer = writer;
        _policy = policy;
        _time = time;
        _logger = logger;
        _stopping = stopping;
    }

    public string Queue { get; }

    public async Task PassAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        if (_stopping is not { } stopping)
        {
            await TryAsync(letter, onlyKeeper: false, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping);
        try
        {
            await TryAsync(letter, onlyKeeper: true, end.Token).ConfigureAwait(false);
        }
        catch (Exception) when (end.IsCancellationRequested)
        {
            await TryLastAsync(letter).ConfigureAwait(false);
        }
    }

    private async Task TryAsync(DeadLetter letter, bool onlyKeeper, CancellationToken cancellationToken)
    {
        var start = _time.GetUtcNow();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await _writer.CaptureAsync(letter, CaptureSource.Endpoint, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested
                && (onlyKeeper || _policy.MayRetry(exception, attempt, start)))
            {
                var delay = _policy.DelayBefore(attempt);
                Log.LedgerUnreachable(_logger, exception, Queue, delay);
                await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The wait before the next try may have been long: what has been mended meanwhile is not given up unasked.
    private async Task TryLastAsync(DeadLetter letter)
    {
        using var limit = new CancellationTokenSource(LastTryLimit, _time);
        try
        {
            await _writer.CaptureAsync(letter, CaptureSource.Endpoint, limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            Log.MessageLost(_logger, exception, Queue, letter.MessageId, letter.ContentId(), letter.Body.Length, letter.Reason);
            throw;
        }
    }
}
