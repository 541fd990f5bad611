using System.Diagnostics;
using System.Threading.Channels;
using Bot3.Messaging.Persistence.Telemetry;
using MassTransit;
using MassTransit.Logging;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// Publishes over a connection of its own: one loop writes in the order of the calls and awaits no confirmation, so that the client can put
/// many messages into one packet. How much may wait for the broker is bounded by who calls.
/// </summary>
internal sealed class RabbitOutboxTransport : IOutboxTransport, IAsyncDisposable
{
    private static readonly TimeSpan WatchMax = TimeSpan.FromSeconds(1);
    private readonly BusOutboxTransport _bus;
    private readonly BrokerLink _link;
    private readonly ILogger<RabbitOutboxTransport> _logger;
    private readonly OutboxOptions _options;
    private readonly Channel<PendingPublish> _queue =
        Channel.CreateUnbounded<PendingPublish>(new UnboundedChannelOptions { SingleReader = true });
    private readonly OutboxRoutes _routes;
    private readonly Lock _starting = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private int _generation;
    private Task? _running;
    private long _writingSince;

    public RabbitOutboxTransport(
        OutboxBrokerOptions broker, BusOutboxTransport bus, IOptions<OutboxOptions> options, TimeProvider time,
        ILogger<RabbitOutboxTransport> logger)
    {
        broker.Check();
        _bus = bus;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _link = new BrokerLink(broker, time, logger, OnBroken);
        _routes = new OutboxRoutes(time, options.Value.RetryDelay);
    }

    public bool IsReady => _bus.IsReady && !_link.IsPausing;

    public int Generation => Volatile.Read(ref _generation);

    public Task SendAsync(OutboxMessage message, CancellationToken cancellationToken) => Accept(message, null, cancellationToken);

    public Task SendAsync(OutboxMessage message, int generation, CancellationToken cancellationToken) =>
        Accept(message, generation, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        Task? running;
        lock (_starting)
            running = _running;
        if (running is not null)
            await running;
        while (_queue.Reader.TryRead(out var left))
            left.Fail(new OutboxBrokenException("the process is stopping"));
        await _link.DisposeAsync();
        _stop.Dispose();
    }

    private Task Accept(OutboxMessage message, int? generation, CancellationToken cancellationToken)
    {
        var publish = new PendingPublish(message, generation, _time.GetTimestamp());
        if (!_queue.Writer.TryWrite(publish))
            return Task.FromException(new OutboxBrokenException("the process is stopping"));
        if (Volatile.Read(ref _running) is null)
            Start();
        return cancellationToken.CanBeCanceled ? publish.Completion.WaitAsync(cancellationToken) : publish.Completion;
    }

    private void Start()
    {
        lock (_starting)
            _running ??= Task.WhenAll(Task.Run(WriteLoopAsync, CancellationToken.None), Task.Run(WatchLoopAsync, CancellationToken.None));
    }

    private async Task WriteLoopAsync()
    {
        try
        {
            await foreach (var publish in _queue.Reader.ReadAllAsync(_stop.Token))
                await WriteAsync(publish);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping: what is left fails in DisposeAsync, and its rows are the sweeper's.
        }
    }

    private async ValueTask WriteAsync(PendingPublish publish)
    {
        ConfirmChannel? channel = null;
        try
        {
            if (_time.GetElapsedTime(publish.AcceptedAt) > _options.PublishTimeout)
                throw new TimeoutException($"the message could not be written within {_options.PublishTimeout}");
            var exchange = OutboxRoutes.Exchange(publish.Message.Destination);
            if (exchange is null || !_routes.IsDeclared(exchange))
            {
                await SendThroughBusAsync(publish, exchange);
                return;
            }

            publish.Exchange = exchange;
            AmqpMessage.Check(exchange, publish.Message);
            var open = await _link.GetAsync(_stop.Token);
            ThrowIfOvertaking(publish);
            Trace(publish);
            channel = open;
            Volatile.Write(ref _writingSince, _time.GetTimestamp());
            await channel.WriteAsync(publish, _stop.Token);
        }
        catch (Exception exception)
        {
            // Loop edge: whoever awaits the message gets the cause and decides.
            channel?.Break(RabbitMQ.Client.Constants.InternalError, "a message could not be written", exception);
            publish.Fail(exception);
        }
        finally
        {
            Volatile.Write(ref _writingSince, 0);
        }
    }

    private async Task SendThroughBusAsync(PendingPublish publish, string? exchange)
    {
        if (!_bus.IsReady)
            throw new OutboxBrokenException("the bus is not connected");
        if (exchange is not null && _routes.Suspension(exchange) is { } cause)
            throw new TransportException(publish.Message.Destination, "could not be declared a moment ago", cause);
        ThrowIfOvertaking(publish);
        // It leaves on another channel, so what was written before must be there first.
        if (_link.Current is { } channel)
            await channel.Ledger.WhenEmptyAsync().WaitAsync(_options.PublishTimeout, _time, _stop.Token);
        ThrowIfOvertaking(publish);
        try
        {
            await _bus.SendAsync(publish.Message, _stop.Token);
        }
        catch (Exception exception) when (exchange is not null)
        {
            // A returned message has found its exchange all the same.
            if (exception is MessageReturnedException)
                _routes.Declared(exchange);
            else
                _routes.Suspend(exchange, exception);
            throw;
        }

        if (exchange is not null)
            _routes.Declared(exchange);
        publish.Succeed();
    }

    private void ThrowIfOvertaking(PendingPublish publish)
    {
        if (publish.Generation is { } known && known != Generation)
            throw new OutboxBrokenException("the way to the broker broke before this message, which waits for those that broke");
    }

    // The stored trace context leaves unchanged; the span only shows that and when the message went out.
    private static void Trace(PendingPublish publish)
    {
        if (!DurableMetrics.Source.HasListeners())
            return;
        var parent = publish.Message.Headers.GetValueOrDefault(DiagnosticHeaders.ActivityId);
        publish.Trace(DurableMetrics.Source.StartActivity("outbox publish", ActivityKind.Internal, parent!));
        Activity.Current = null;
    }

    private void OnBroken(int code, string text)
    {
        Interlocked.Increment(ref _generation);
        if (code == RabbitMQ.Client.Constants.NotFound)
            _routes.Missing(text);
        if (!_stop.IsCancellationRequested)
            Log.OutboxChannelEnded(_logger, code, text);
    }

    private async Task WatchLoopAsync()
    {
        var interval = _options.PublishTimeout / 4 < WatchMax ? _options.PublishTimeout / 4 : WatchMax;
        var heard = 0L;
        var heardAt = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            await Task.Delay(interval, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var channel = _link.Current;
            if (channel is null || channel.Confirms != heard || channel.Ledger.Count == 0)
                (heard, heardAt) = (channel?.Confirms ?? 0, _time.GetTimestamp());
            if (channel is null || _stop.IsCancellationRequested)
                continue;
            await WatchAsync(channel, _time.GetElapsedTime(heardAt) > _options.PublishTimeout);
        }
    }

    private async Task WatchAsync(ConfirmChannel channel, bool silent)
    {
        var since = Volatile.Read(ref _writingSince);
        if (silent || (since != 0 && _time.GetElapsedTime(since) > _options.PublishTimeout))
        {
            await _link.AbortAsync("the broker does not answer");
            return;
        }

        var oldest = _time.GetTimestamp() - (long)(_options.PublishTimeout.TotalSeconds * _time.TimestampFrequency);
        channel.Ledger.Expire(oldest, new TimeoutException($"the broker has not confirmed within {_options.PublishTimeout}"));
    }
}
