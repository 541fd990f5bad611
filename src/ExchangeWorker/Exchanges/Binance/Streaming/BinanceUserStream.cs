using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>
/// The account's events for ever, and the connection over which orders go. A connection that grows old, or whose server is about to stop,
/// is replaced while it still serves: the successor subscribes first, then the old one is drained, and nobody notices. A connection that is
/// lost leaves a gap, which is told; the pauses between attempts grow while they fail.
/// </summary>
internal sealed class BinanceUserStream(SessionContext context)
{
    /// <summary>A connection that lived this long was a good one: the pauses start anew.</summary>
    private static readonly TimeSpan GoodLife = TimeSpan.FromMinutes(1);

    private BinanceSession? _up;

    /// <summary>The connection over which requests may go now; null while there is none.</summary>
    public BinanceSession? Up => Volatile.Read(ref _up) is { IsOpen: true } session ? session : null;

    /// <summary>Follows the events. Every loss yields one <see cref="VenueStreamEvent.Closed"/>, a failed first opening too.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    public async IAsyncEnumerable<VenueStreamEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = Channel.CreateBounded<VenueStreamEvent>(
            new BoundedChannelOptions(context.Options.StreamQueueLimit) { SingleReader = true });
        var run = RunAsync(events.Writer, stopping.Token);
        try
        {
            await foreach (var told in events.Reader.ReadAllAsync(cancellationToken))
                yield return told;
        }
        finally
        {
            await stopping.CancelAsync();
            await run;
        }
    }

    private async Task RunAsync(ChannelWriter<VenueStreamEvent> events, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        try
        {
            await ConnectAsync(events, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The stream's reader has left.
        }
        catch (Exception error)
        {
            // Told to the reader of the events, which throws it.
            failure = error;
        }

        events.TryComplete(failure);
    }

    private async Task ConnectAsync(ChannelWriter<VenueStreamEvent> events, CancellationToken cancellationToken)
    {
        var recent = new RecentReports();
        var failures = 0;
        var toldClosed = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            context.Expectations.Clear();
            var started = context.Time.GetTimestamp();
            var first = new BinanceSession(context, events, recent, tellsOpened: true);
            var (opened, loss) = await ServeAsync(first, events, recent, cancellationToken);
            toldClosed &= !opened;
            failures = context.Time.GetElapsedTime(started) >= GoodLife ? 0 : failures + 1;
            var pause = Pause(failures);
            Note(loss, pause);
            if (!toldClosed)
                await events.WriteAsync(new VenueStreamEvent.Closed(loss.Text), cancellationToken);
            toldClosed = true;
            await Task.Delay(pause, context.Time, cancellationToken);
        }
    }

    /// <summary>Opens a connection and serves by it and its successors, until one is lost.</summary>
    private async Task<(bool Opened, StreamLoss Loss)> ServeAsync(
        BinanceSession session, ChannelWriter<VenueStreamEvent> events, RecentReports recent, CancellationToken cancellationToken)
    {
        var failures = 0;
        try
        {
            if (!await session.OpenAsync(cancellationToken))
                return (false, session.Loss);
            Volatile.Write(ref _up, session);
            Log.StreamOpened(context.Logger, context.Options.Venue, context.Options.Account);
            while (true)
            {
                await Task.WhenAny(session.Ended, session.RenewalWanted).WaitAsync(cancellationToken);
                if (session.Ended.IsCompleted)
                    return (true, session.Loss);
                var successor = new BinanceSession(context, events, recent, tellsOpened: false);
                if (await successor.OpenAsync(cancellationToken))
                {
                    failures = 0;
                    Volatile.Write(ref _up, successor);
                    var old = session;
                    session = successor;
                    Log.StreamRenewed(context.Logger, context.Options.Venue, context.Options.Account);
                    await using (old)
                        await old.RetireAsync(cancellationToken);
                    continue;
                }

                await successor.DisposeAsync();
                var pause = Pause(++failures);
                Log.StreamNotRenewed(context.Logger, context.Options.Venue, context.Options.Account, successor.Loss.Text, pause);
                await Task.WhenAny(session.Ended, Task.Delay(pause, context.Time, cancellationToken));
            }
        }
        finally
        {
            Volatile.Write(ref _up, null);
            await session.DisposeAsync();
        }
    }

    private void Note(StreamLoss loss, TimeSpan pause)
    {
        var tags = BinanceTelemetry.Tags(context.Options);
        tags.Add("loss", loss.Kind);
        BinanceTelemetry.StreamReconnects.Add(1, tags);
        Log.StreamLost(context.Logger, context.Options.Venue, context.Options.Account, loss.Text, pause);
    }

    /// <summary>Doubles with each failure up to the limit; half of it is by chance, so that workers do not come back at once.</summary>
    private TimeSpan Pause(int failures)
    {
        var doubled = context.Options.ReconnectDelay * Math.Pow(2, Math.Clamp(failures - 1, 0, 20));
        var bounded = doubled < context.Options.ReconnectDelayLimit ? doubled : context.Options.ReconnectDelayLimit;
        var pause = (bounded / 2) + (bounded / 2 * Random.Shared.NextDouble());
        return context.Rest.Gate.Wait(newOrder: false) is { } wait && wait > pause ? wait : pause;
    }
}
