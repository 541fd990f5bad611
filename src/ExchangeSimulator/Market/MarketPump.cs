using Bot3.Messaging.ExchangeSimulator.Api;

namespace Bot3.Messaging.ExchangeSimulator.Market;

/// <summary>Steps every market at a fixed pace.</summary>
internal sealed class MarketPump(Venue venue, IReadOnlyDictionary<string, MarketMaker> makers, MarketOptions options,
    ILogger<MarketPump> logger)
{
    public MarketMaker Maker(string symbol) => makers[symbol];

    /// <summary>Rests the first books.</summary>
    public void Open()
    {
        lock (venue.Gate)
        {
            foreach (var maker in makers.Values)
                maker.Quote();
        }
    }

    /// <summary>Steps until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!options.Moves)
            return;
        using var timer = new PeriodicTimer(options.StepInterval, venue.Time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            try
            {
                StepAll();
            }
            catch (Exception exception)
            {
                // Loop edge: one bad step must not stop the market for good.
                Log.MarketStepFailed(logger, exception);
            }
        }
    }

    public void Step(int steps)
    {
        for (var step = 0; step < steps; step++)
            StepAll();
    }

    private void StepAll()
    {
        foreach (var maker in makers.Values)
        {
            lock (venue.Gate)
                maker.Step();
        }
    }
}
