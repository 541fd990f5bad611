using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>
/// The venue's clock. The offset comes from the shortest of a few round trips, since half of it bounds the error. Thread-safe.
/// </summary>
internal sealed class BinanceClock(BinanceOptions options, TimeProvider time, ILogger logger) : IDisposable
{
    private const int Samples = 3;

    /// <summary>Pause after a failed measurement, so that a venue that is down is not asked before every request.</summary>
    private static readonly TimeSpan FailurePause = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _one = new(1, 1);
    private long _offsetTicks;
    private long _nextTicks;
    private int _measured;

    /// <summary>The time for a request, milliseconds since 1970 by the venue's clock.</summary>
    public long Timestamp => (time.GetUtcNow() + Offset).ToUnixTimeMilliseconds();

    /// <summary>Venue time minus our time.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offsetTicks));

    /// <summary>Measures if the last measurement is too old. While another measures, one waits only without any offset.</summary>
    /// <param name="ask">Asks the venue for its time.</param>
    /// <param name="cancellationToken">Cancels the measurement.</param>
    public async Task EnsureAsync(Func<CancellationToken, Task<BinanceReply>> ask, CancellationToken cancellationToken)
    {
        if (!IsDue())
            return;
        if (!await _one.WaitAsync(Volatile.Read(ref _measured) == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, cancellationToken))
            return;
        try
        {
            if (IsDue())
                await MeasureAsync(ask, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Makes the next <see cref="EnsureAsync"/> measure: the venue refused a time stamp.</summary>
    public void Distrust()
    {
        Interlocked.Exchange(ref _nextTicks, 0);
        Volatile.Write(ref _measured, 0);
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();

    private bool IsDue() => time.GetUtcNow().UtcTicks >= Interlocked.Read(ref _nextTicks);

    private async Task MeasureAsync(Func<CancellationToken, Task<BinanceReply>> ask, CancellationToken cancellationToken)
    {
        var best = TimeSpan.MaxValue;
        var offset = TimeSpan.Zero;
        for (var sample = 0; sample < Samples; sample++)
        {
            var sent = time.GetUtcNow();
            var started = time.GetTimestamp();
            var reply = await ask(cancellationToken);
            var trip = time.GetElapsedTime(started);
            if (!reply.Succeeded || !BinanceReader.TryRead(reply, BinanceJson.Default.TimeBody, out var body, out _))
            {
                if (best == TimeSpan.MaxValue)
                {
                    Next(FailurePause);
                    Log.ClockNotMeasured(logger, options.Venue, options.Account, BinanceOutcomes.Reason(reply).Message);
                    return;
                }

                break;
            }

            if (trip < best)
                (best, offset) = (trip, DateTimeOffset.FromUnixTimeMilliseconds(body.ServerTime) - (sent + (trip / 2)));
        }

        Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        Volatile.Write(ref _measured, 1);
        Next(options.ClockSyncInterval);
        BinanceTelemetry.ClockOffset.Record(offset.TotalSeconds, BinanceTelemetry.Tags(options));
        Log.ClockMeasured(logger, options.Venue, options.Account, offset.TotalMilliseconds, best.TotalMilliseconds);
    }

    private void Next(TimeSpan pause) => Interlocked.Exchange(ref _nextTicks, (time.GetUtcNow() + pause).UtcTicks);
}
