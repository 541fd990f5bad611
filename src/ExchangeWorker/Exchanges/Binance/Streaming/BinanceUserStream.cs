using System.Runtime.CompilerServices;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>The account's events for ever: one connection after the other, with growing pauses while they fail.</summary>
internal sealed class BinanceUserStream(
    BinanceOptions options,
    string apiKey,
    BinanceSigner signer,
    BinanceRestClient rest,
    BinanceQuestions questions,
    TimeProvider time,
    ILogger logger)
{
    /// <summary>A connection that lived this long was a good one: the pauses start anew.</summary>
    private static readonly TimeSpan GoodLife = TimeSpan.FromMinutes(1);

    /// <summary>Follows the events. Every loss yields one <see cref="VenueStreamEvent.Closed"/>, a failed first opening too.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<VenueStreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var failures = 0;
        var toldClosed = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            await using var connection = new BinanceStreamConnection(options, apiKey, signer, rest, questions, time, logger);
            var started = time.GetTimestamp();
            if (await connection.OpenAsync(cancellationToken))
            {
                Log.StreamOpened(logger, options.Venue, options.Account);
                toldClosed = false;
                yield return new VenueStreamEvent.Opened();
                await foreach (var told in connection.Events.ReadAllAsync(cancellationToken))
                    yield return told;
            }

            await connection.CloseAsync();
            cancellationToken.ThrowIfCancellationRequested();
            failures = time.GetElapsedTime(started) >= GoodLife ? 0 : failures + 1;
            var loss = connection.Loss;
            var pause = Pause(failures);
            var tags = BinanceTelemetry.Tags(options);
            tags.Add("loss", loss.Kind);
            BinanceTelemetry.StreamReconnects.Add(1, tags);
            Log.StreamLost(logger, options.Venue, options.Account, loss.Text, pause);
            if (!toldClosed)
                yield return new VenueStreamEvent.Closed(loss.Text);
            toldClosed = true;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    /// <summary>Doubles with each failure up to the limit; half of it is by chance, so that workers do not come back at once.</summary>
    private TimeSpan Pause(int failures)
    {
        var doubled = options.ReconnectDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var bounded = doubled < options.ReconnectDelayLimit ? doubled : options.ReconnectDelayLimit;
        var pause = (bounded / 2) + (bounded / 2 * Random.Shared.NextDouble());
        return rest.Gate.Wait(newOrder: false) is { } wait && wait > pause ? wait : pause;
    }
}
