using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Signing;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;
using Bot3.Messaging.ExchangeWorker.Gateways;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Streaming;

/// <summary>
/// One life of the user data stream: connect, subscribe, read until it is lost. What was read before the loss is still handed on.
/// Nothing is
/// left out silently: what does not fit, or cannot be read, ends the connection, so that its successor's reader reconciles.
/// </summary>
internal sealed class BinanceStreamConnection : IAsyncDisposable
{
    private const int LargestMessage = 1024 * 1024;
    private const string SubscribeId = "subscribe";

    private readonly BinanceOptions _options;
    private readonly string _apiKey;
    private readonly BinanceSigner _signer;
    private readonly BinanceRestClient _rest;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ClientWebSocket _socket = new();
    private readonly Channel<VenueStreamEvent> _events;
    private readonly BinanceStreamReader _reader;
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource<bool> _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private StreamLoss? _loss;
    private Task _pump = Task.CompletedTask;
    private Task _watch = Task.CompletedTask;
    private long _lastHeard;

    /// <summary>Prepares a connection.</summary>
    public BinanceStreamConnection(
        BinanceOptions options,
        string apiKey,
        BinanceSigner signer,
        BinanceRestClient rest,
        BinanceQuestions questions,
        TimeProvider time,
        ILogger logger)
    {
        (_options, _apiKey, _signer, _rest, _time, _logger) = (options, apiKey, signer, rest, time, logger);
        _reader = new BinanceStreamReader(options, questions, logger);
        _events = Channel.CreateBounded<VenueStreamEvent>(
            new BoundedChannelOptions(options.StreamQueueLimit) { SingleReader = true, SingleWriter = true });
    }

    /// <summary>The events, completed when the connection is lost.</summary>
    public ChannelReader<VenueStreamEvent> Events => _events.Reader;

    /// <summary>Why the connection ended.</summary>
    public StreamLoss Loss => Volatile.Read(ref _loss) ?? new StreamLoss("closed", "The stream was closed by us.");

    /// <summary>Connects and subscribes.</summary>
    /// <param name="cancellationToken">Cancels; throws.</param>
    /// <returns>Whether events flow; if not, <see cref="Loss"/> says why.</returns>
    public async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        if (_rest.Gate.Wait(newOrder: false) is { } wait)
            return Lose("limited", $"The venue told us to wait; {wait} left.");
        await _rest.SyncClockAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(_options.ConnectTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
            _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
            await _socket.ConnectAsync(_options.WebSocketApiUrl, either.Token);
            _lastHeard = _time.GetTimestamp();
            _pump = PumpAsync(_end.Token);
            await SendAsync(Subscribe(), either.Token);
            var open = await _subscribed.Task.WaitAsync(either.Token);
            if (open)
                _watch = WatchAsync(_end.Token);
            return open;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Lose("timeout", $"Not open within {_options.ConnectTimeout}.");
        }
        catch (WebSocketException error)
        {
            return Lose("connect", $"Cannot connect: {error.Message}");
        }
    }

    /// <summary>Ends the connection and waits for its loops.</summary>
    public async Task CloseAsync()
    {
        await _end.CancelAsync();
        _socket.Abort();
        await _pump;
        await _watch;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _socket.Dispose();
        _end.Dispose();
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
                Interlocked.Exchange(ref _lastHeard, _time.GetTimestamp());
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
            Log.StreamUnreadable(_logger, error, _options.Venue, _options.Account);
            Lose("unreadable", "An event could not be read.");
        }
        finally
        {
            _subscribed.TrySetResult(false);
            _events.Writer.TryComplete();
        }
    }

    /// <summary>Takes one message in.</summary>
    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> HandleAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var frame = JsonSerializer.Deserialize(bytes.Span, BinanceJson.Default.FrameBody)
            ?? throw new JsonException("A message that is null.");
        if (frame.Event is null && frame.BareEvent is null)
            return Answered(frame);
        var (told, loss) = await _reader.ReadAsync(frame, bytes, cancellationToken);
        if (loss is not null)
            return Lose(loss.Kind, loss.Text);
        if (told is null || _events.Writer.TryWrite(told))
            return true;
        return Lose("overflow", $"More than {_options.StreamQueueLimit} events wait for their reader.");
    }

    private bool Answered(FrameBody frame)
    {
        var ours = frame.Id is { ValueKind: JsonValueKind.String } id && id.GetString() == SubscribeId;
        // An error without our id tells of the whole session, for example of a key that became invalid.
        if (frame.Error is { } error
            && (ours || frame.Id is null or { ValueKind: JsonValueKind.Null } || error.Code is -1003 or -1008 or -1016))
        {
            // -2035: subscribed already.
            if (!ours || error.Code != -2035)
                return Refused(error, frame.Status ?? 0);
        }

        if (ours)
            _subscribed.TrySetResult(true);
        return true;
    }

    private bool Refused(FrameErrorBody error, int status)
    {
        if (error.Code == -1021)
            _rest.Clock.Distrust();
        if (error.Code is -2014 or -2015 or -1002)
            Log.KeyRefused(_logger, _options.Venue, _options.Account, $"{error.Code}", error.Message ?? "");
        if (error.Code == -1003 || status is 429 or 418)
        {
            var until = error.Data?.RetryAfter is { } at
                ? DateTimeOffset.FromUnixTimeMilliseconds(at) - (_time.GetUtcNow() + _rest.Clock.Offset)
                : TimeSpan.FromSeconds(5);
            _rest.Gate.Hold(until, ordersOnly: false, $"{error.Code}");
        }

        return Lose("refused", $"The venue refused: {error.Code} {error.Message}");
    }

    /// <summary>Asks for the time now and then, and ends the connection when nothing is heard any more or when it is too old.</summary>
    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        var opened = _time.GetTimestamp();
        try
        {
            for (var number = 0L; ; number++)
            {
                await Task.Delay(_options.StreamCanaryInterval, _time, cancellationToken);
                if (_time.GetElapsedTime(Interlocked.Read(ref _lastHeard)) >= _options.StreamIdleTimeout)
                    Lose("idle", $"Nothing heard for {_options.StreamIdleTimeout}.");
                else if (_time.GetElapsedTime(opened) >= _options.StreamRenewAfter)
                    Lose("renewal", $"Opened anew after {_options.StreamRenewAfter}.");
                else
                    await SendAsync($$"""{"id":"canary{{number}}","method":"time"}""", cancellationToken);
                if (Volatile.Read(ref _loss) is not null)
                {
                    await _end.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            Lose("closed", "The stream was closed by us.");
        }
        catch (WebSocketException error)
        {
            Lose("broken", $"The connection broke: {error.Message}");
            await _end.CancelAsync();
        }
    }

    private string Subscribe()
    {
        var parameters = new BinanceParameters()
            .Add("apiKey", _apiKey)
            .Add("recvWindow", (long)_options.RecvWindow.TotalMilliseconds)
            .Add("timestamp", _rest.Clock.Timestamp);
        var signature = _signer.Sign(parameters.ToSortedText());
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("id", SubscribeId);
            json.WriteString("method", "userDataStream.subscribe.signature");
            json.WriteStartObject("params");
            foreach (var (name, value) in parameters.Items)
            {
                json.WritePropertyName(name);
                if (name == "apiKey")
                    json.WriteStringValue(value);
                else
                    json.WriteRawValue(value);
            }

            json.WriteString("signature", signature);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    private async Task SendAsync(string text, CancellationToken cancellationToken)
        => await _socket.SendAsync(
            System.Text.Encoding.UTF8.GetBytes(text).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Notes why the connection ends; the first cause stays. Always false.</summary>
    private bool Lose(string kind, string text)
    {
        Interlocked.CompareExchange(ref _loss, new StreamLoss(kind, text), null);
        _subscribed.TrySetResult(false);
        return false;
    }
}
