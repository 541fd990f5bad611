using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Limits;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>
/// One life of a connection to the WebSocket API: the account's events, and requests with their answers. Nothing is left out silently: what
/// does not fit, or cannot be read, ends the connection, and the reader of its successor reconciles.
/// </summary>
internal sealed class BinanceSession : IAsyncDisposable
{
    private const int LargestMessage = 1024 * 1024;

    /// <summary>How often a connection that retires looks whether its last requests are answered.</summary>
    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(10);

    private readonly SessionContext _context;
    private readonly ChannelWriter<VenueStreamEvent> _events;
    private readonly RecentReports _recent;
    private readonly bool _tellsOpened;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SessionRequests _requests;
    private readonly List<VenueStreamEvent> _early = [];
    private readonly TaskCompletionSource _renewal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamLoss? _loss;
    private Task _pump = Task.CompletedTask;
    private Task _watch = Task.CompletedTask;
    private Task _asking = Task.CompletedTask;
    private long _lastHeard;
    private bool _flows;
    private volatile bool _retires;

    /// <summary>Prepares a connection.</summary>
    /// <param name="context">What all connections share.</param>
    /// <param name="events">Takes the events, also those of a predecessor.</param>
    /// <param name="recent">Knows what either has told.</param>
    /// <param name="tellsOpened">Whether there was a gap before this connection, so that its opening is told.</param>
    public BinanceSession(SessionContext context, ChannelWriter<VenueStreamEvent> events, RecentReports recent, bool tellsOpened)
    {
        (_context, _events, _recent, _tellsOpened) = (context, events, recent, tellsOpened);
        _requests = new SessionRequests(context, _socket, _end.Token);
    }

    /// <summary>Why the connection ended.</summary>
    public StreamLoss Loss => Volatile.Read(ref _loss) ?? new StreamLoss("closed", "The stream was closed by us.");

    /// <summary>Completes when the connection has ended and everything that it told is handed on.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Completes when a successor should be opened while this one still serves: it is old, or its server is about to stop.</summary>
    public Task RenewalWanted => _renewal.Task;

    /// <summary>Whether requests may be sent.</summary>
    public bool IsOpen => Volatile.Read(ref _flows) && Volatile.Read(ref _loss) is null && !_retires;

    /// <summary>Connects, logs on with keys that can, and subscribes.</summary>
    /// <param name="cancellationToken">Cancels; throws.</param>
    /// <returns>Whether events flow; if not, <see cref="Loss"/> says why.</returns>
    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (_context.Rest.Gate.Wait(newOrder: false) is { } wait)
            return Lose("limited", $"The venue told us to wait; {wait} left.");
        await _context.Rest.SyncClockAsync(cancellationToken);
        if (await _context.Rest.Budget.TakeAsync(BinanceCosts.Connect, BinanceUrgency.Cancel, consume: true, cancellationToken) is { } left)
            return Lose("limited", $"The venue's limit is used up; {left} left.");
        using var deadline = new CancellationTokenSource(_context.Options.ConnectTimeout, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
            _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
            await _socket.ConnectAsync(_context.Options.WebSocketApiUrl, either.Token);
            _lastHeard = _context.Time.GetTimestamp();
            _pump = PumpAsync(_end.Token);
            return await SubscribeAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Lose("timeout", $"Not open within {_context.Options.ConnectTimeout}.");
        }
        catch (WebSocketException error)
        {
            return Lose("connect", $"Cannot connect: {error.Message}");
        }
    }

    /// <summary>Sends a request of the account; after a refused time stamp, which the venue refuses before its engine, once more.</summary>
    /// <param name="method">The method.</param>
    /// <param name="newOrder">Whether it places an order.</param>
    /// <param name="parameters">Makes its parameters.</param>
    /// <param name="cancellationToken">Cancels: before it is sent it throws, afterwards the reply says so.</param>
    public async Task<BinanceReply> SendAsync(
        string method, bool newOrder, Func<BinanceParameters> parameters, CancellationToken cancellationToken)
    {
        var proof = _context.LogsOn ? SessionProof.Session : SessionProof.Signature;
        await _context.Rest.SyncClockAsync(cancellationToken);
        var reply = await SendOnceAsync();
        if (BinanceOutcomes.Classify(reply) != BinanceOutcome.Clock)
            return reply;
        Log.TimestampRefused(_context.Logger, _context.Options.Venue, _context.Options.Account, method);
        _context.Rest.Clock.Distrust();
        try
        {
            await _context.Rest.SyncClockAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The first attempt was answered, and refused before the engine: that answer stands.
            return reply;
        }

        return await SendOnceAsync();

        Task<BinanceReply> SendOnceAsync() => _context.Rest.Meter.RunAsync(
            method, newOrder, () => _requests.SendAsync(method, parameters, proof, cancellationToken), cancellationToken);
    }

    /// <summary>
    /// Ends the connection when its successor has taken over: the venue is asked to tell nothing more here, so that all that it has told
    /// before is read first; and requests under way get their answers.
    /// </summary>
    /// <param name="cancellationToken">Cuts it short.</param>
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        _retires = true;
        if (Volatile.Read(ref _loss) is null)
            await _requests.SendAsync("userDataStream.unsubscribe", null, SessionProof.None, cancellationToken);
        using var patience = new CancellationTokenSource(_context.Options.RequestTimeout, _context.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        while (!_requests.IsIdle && Volatile.Read(ref _loss) is null && !either.IsCancellationRequested)
            await Task.Delay(DrainStep, _context.Time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Lose("renewed", "A successor has taken over.");
        await CloseAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await _requests.DisposeAsync();
        _socket.Dispose();
        _end.Dispose();
    }

    private async Task CloseAsync()
    {
        await _end.CancelAsync();
        _socket.Abort();
        await _pump;
        await _watch;
        _requests.End(Loss.Text);
        await _asking;
        _ended.TrySetResult();
    }

    private async Task<bool> SubscribeAsync(CancellationToken cancellationToken)
    {
        if (_context.LogsOn)
        {
            var logon = await _requests.SendAsync("session.logon", null, SessionProof.Signature, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (!logon.Succeeded)
                return Refused(logon);
        }

        var subscribed = await _requests.SendAsync(
            _context.LogsOn ? "userDataStream.subscribe" : "userDataStream.subscribe.signature",
            null,
            _context.LogsOn ? SessionProof.None : SessionProof.Signature,
            cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        // -2035: subscribed already.
        if (!subscribed.Succeeded && subscribed.Code != -2035)
            return Refused(subscribed);
        if (!await FlowAsync(cancellationToken))
            return false;
        _watch = WatchAsync(_end.Token);
        return true;
    }

    /// <summary>Hands on what came before the confirmation; from now on events go straight to the reader.</summary>
    /// <returns>Whether the connection has begun to serve. Once its opening was told it has, even if it is lost by now.</returns>
    private async Task<bool> FlowAsync(CancellationToken cancellationToken)
    {
        if (_tellsOpened)
            await _events.WriteAsync(new VenueStreamEvent.Opened(), cancellationToken);
        lock (_early)
        {
            _early.ForEach(told => HandOn(told));
            _early.Clear();
            Volatile.Write(ref _flows, true);
        }

        return _tellsOpened || Volatile.Read(ref _loss) is null;
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        using var message = new MemoryStream();
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                Interlocked.Exchange(ref _lastHeard, _context.Time.GetTimestamp());
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    Lose("closed", $"The venue closed the connection: {_socket.CloseStatus} {_socket.CloseStatusDescription}".TrimEnd());
                    return;
                }

                message.Write(buffer, 0, part.Count);
                if (message.Length > LargestMessage)
                {
                    Lose("unreadable", $"A message of more than {LargestMessage} bytes.");
                    return;
                }

                if (!part.EndOfMessage)
                    continue;
                var more = await HandleAsync(message.GetBuffer().AsMemory(0, (int)message.Length), cancellationToken);
                message.SetLength(0);
                if (!more)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
            Lose("closed", "The stream was closed by us.");
        }
        catch (WebSocketException error)
        {
            Lose("broken", $"The connection broke: {error.Message}");
        }
        catch (JsonException error)
        {
            Log.StreamUnreadable(_context.Logger, error, _context.Options.Venue, _context.Options.Account);
            Lose("unreadable", "An event could not be read.");
        }
        finally
        {
            // Nothing that was sent over this connection is answered any more, and nothing more is told.
            _requests.End(Loss.Text);
            _ended.TrySetResult();
        }
    }

    /// <summary>Takes one message in.</summary>
    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> HandleAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var frame = BinanceFrame.Read(bytes);
        if (!frame.Event.IsEmpty)
            return await EventAsync(frame.Event, cancellationToken);
        _requests.Take(frame);

        // An error without an id tells of the whole session, for example of a key that became invalid.
        return frame.Id is not null || frame.Error.IsEmpty || Refused(_requests.Reply(frame));
    }

    private async Task<bool> EventAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var (told, signal) = await _context.Reader.ReadAsync(body, cancellationToken);
        if (signal == StreamSignal.ShuttingDown)
            _renewal.TrySetResult();
        if (signal == StreamSignal.Terminated && !_retires)
            return Lose("terminated", "The venue ended the event stream.");
        if (told is null)
            return true;
        if (told is VenueStreamEvent.OrderReported reported)
        {
            _context.Expectations.Heard(reported.Order.Symbol, reported.Order.VenueOrderId);
            if (!_recent.IsNew(reported))
                return true;
        }

        lock (_early)
        {
            if (_flows)
                return HandOn(told);
            if (_early.Count >= _context.Options.StreamQueueLimit)
                return Overflow();
            _early.Add(told);
            return true;
        }
    }

    private bool HandOn(VenueStreamEvent told) => _events.TryWrite(told) || Overflow();

    private bool Overflow() => Lose("overflow", $"More than {_context.Options.StreamQueueLimit} events wait for their reader.");

    private bool Refused(BinanceReply reply)
    {
        if (reply.Failure != BinanceFailure.None)
            return Lose("broken", reply.Text);
        if (reply.Code == -1021)
            _context.Rest.Clock.Distrust();
        if (BinanceOutcomes.Classify(reply) == BinanceOutcome.Credentials)
            Log.KeyRefused(_context.Logger, _context.Options.Venue, _context.Options.Account, $"{reply.Code}", reply.Text);
        _context.Rest.Gate.Observe(reply);
        return Lose("refused", $"The venue refused: {reply.Code} {reply.Text}");
    }

    /// <summary>
    /// Ends the connection when nothing is heard any more, when an event that must come does not, or when the venue has forgotten the
    /// subscription; asks for a successor when it is old. Pongs are no sign of life: only messages are.
    /// </summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var opened = _context.Time.GetTimestamp();
        var options = _context.Options;
        while (Volatile.Read(ref _loss) is null)
        {
            await Task.Delay(options.StreamCanaryInterval, _context.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested)
                return;
            var silence = _context.Time.GetElapsedTime(Interlocked.Read(ref _lastHeard));
            if (_context.Time.GetElapsedTime(opened) >= options.StreamRenewAfter)
                _renewal.TrySetResult();
            if (silence >= options.StreamIdleTimeout)
                Lose("idle", $"Nothing heard for {options.StreamIdleTimeout}.");
            else if (_context.Expectations.Overdue(options.StreamIdleTimeout) is { } order)
                Lose("deaf", $"The venue took order {order}, but its stream did not tell so within {options.StreamIdleTimeout}.");
            else if (silence >= options.StreamCanaryInterval / 2 && _asking.IsCompleted && !_retires)
                _asking = AskAsync(cancellationToken);
        }

        // Lets the pump end, which alone tells that all is handed on.
        await _end.CancelAsync();
    }

    private async Task AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _context.Rest.Budget.TakeAsync(BinanceCosts.SessionCall, BinanceUrgency.Cancel, consume: true, cancellationToken) is not null)
                return;
            var reply = await _requests.SendAsync("session.subscriptions", null, SessionProof.None, cancellationToken);
            if (!reply.Succeeded || _retires)
                return;
            using var list = JsonDocument.Parse(reply.Body);
            if (list.RootElement is { ValueKind: JsonValueKind.Array } subscriptions && subscriptions.GetArrayLength() == 0)
                Lose("unsubscribed", "The venue says that nothing is subscribed here.");
        }
        catch (OperationCanceledException)
        {
            // The connection ends.
        }
        catch (JsonException)
        {
            Lose("unreadable", "The list of subscriptions could not be read.");
        }
    }

    /// <summary>Notes why the connection ends; the first cause stays. Always false.</summary>
    private bool Lose(string kind, string text)
    {
        Interlocked.CompareExchange(ref _loss, new StreamLoss(kind, text), null);
        return false;
    }
}
