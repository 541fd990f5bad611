using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.Streams;

/// <summary>Ticks the market streams each 100 ms.</summary>
internal sealed class MarketStreamPump(Venue venue, MarketStreamHub hub, ILogger<MarketStreamPump> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Ticks until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(Interval, venue.Time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                Tick();
            }
            catch (Exception exception)
            {
                // Loop edge: one bad update must not end the streams for good.
                Log.StreamTickFailed(logger, exception);
            }
        }
    }

    public void Tick()
    {
        lock (venue.Gate)
            hub.Tick(venue.Markets, venue.Now);
    }
}
