using System.Threading.Channels;
using Bot3.Messaging.Persistence.Telemetry;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>
/// Publishes what this process has just committed, in the order of the commits, without a wait for confirmations. When the way to the
/// broker breaks, what was under way goes out again first, in its old order. What cannot be published is given to the sweepers.
/// </summary>
internal sealed class OutboxPublisher : IHostedLifecycleService, IDisposable
{
    private const int RepeatsMax = 3;
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RepeatFirst = TimeSpan.FromMilliseconds(50);
    private readonly Channel<Flight> _broken = Channel.CreateUnbounded<Flight>();
    private readonly ILogger<OutboxPublisher> _logger;
    private readonly OutboxOptions _options;
    private readonly OutboxQueue _queue;
    private readonly OutboxSettlement _settlement;
    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _time;
    private readonly IOutboxTransport _transport;
    private readonly SemaphoreSlim _window;
    private int _generation;
    private TaskCompletionSource? _idle;
    private int _inFlight;
    private long _number;
    private Task _publishing = Task.CompletedTask;
    private long _published;
    private long _publishedAtStop;
    private Task _settling = Task.CompletedTask;

    public OutboxPublisher(
        OutboxQueue queue, IOutboxTransport transport, OutboxSettlement settlement, IOptions<OutboxOptions> options, TimeProvider time,
        ILogger<OutboxPublisher> logger)
    {
        _queue = queue;
        _transport = transport;
        _settlement = settlement;
        _options = options.Value;
        _time = time;
        _logger = logger;
        _window = new SemaphoreSlim(options.Value.PublishWindow, options.Value.PublishWindow);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _settling = Task.Run(() => _settlement.RunAsync(CancellationToken.None), CancellationToken.None);
        _publishing = Task.Run(PublishLoopAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>While the bus is still up: gives what is pending a chance to leave.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        _publishedAtStop = Volatile.Read(ref _published);
        await DrainAsync(cancellationToken);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Complete();
        _settlement.Hurry();
        await DrainAsync(cancellationToken);
        var left = _queue.Pending;
        await _stop.CancelAsync();
        await _publishing;
        while (_queue.Commits.TryRead(out var commit))
        {
            foreach (var row in commit)
                _settlement.Release(row, _time.GetUtcNow());
        }

        _settlement.Complete();
        await _settling;
        Log.PublisherStopped(_logger, Volatile.Read(ref _published) - _publishedAtStop, left);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _stop.Dispose();
        _window.Dispose();
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_options.DrainTimeout, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        while (_queue.Pending > 0 && !linked.IsCancellationRequested)
            await Task.Delay(DrainPoll, _time, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task PublishLoopAsync()
    {
        Task<bool>? commits = null;
        Task<bool>? broken = null;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (_broken.Reader.TryPeek(out _))
                {
                    await RepeatAsync();
                }
                else if (_queue.Commits.TryRead(out var commit))
                {
                    foreach (var row in commit)
                        await StartAsync(new Flight(row, _number++));
                }
                else
                {
                    commits = commits is { IsCompleted: false } ? commits : _queue.Commits.WaitToReadAsync(_stop.Token).AsTask();
                    broken = broken is { IsCompleted: false } ? broken : _broken.Reader.WaitToReadAsync(_stop.Token).AsTask();
                    var first = await Task.WhenAny(commits, broken);
                    // No more commits will come: only what is under way can still need us.
                    if (first == commits && !await commits)
                        await broken;
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopping: what is left is in the outbox.
        }
    }

    private async ValueTask StartAsync(Flight flight)
    {
        await _window.WaitAsync(_stop.Token);
        while (_broken.Reader.TryPeek(out _))
        {
            _window.Release();
            await RepeatAsync();
            await _window.WaitAsync(_stop.Token);
        }

        if (IsOfSweepers(flight.Row))
        {
            _window.Release();
            DurableMetrics.LeaveToSweeper(1);
            _settlement.Abandon(flight.Row);
            return;
        }

        if (Volatile.Read(ref _inFlight) == 0)
            _generation = _transport.Generation;
        Launch(flight);
    }

    private void Launch(Flight flight)
    {
        Interlocked.Increment(ref _inFlight);
        _ = FlyAsync(flight, _generation);
    }

    private async Task FlyAsync(Flight flight, int generation)
    {
        try
        {
            await _transport.SendAsync(flight.Row.Message, generation, CancellationToken.None).ConfigureAwait(false);
            Interlocked.Increment(ref _published);
            DurableMetrics.Publish(1, "direct");
            _settlement.Confirm(flight.Row);
        }
        catch (OutboxBrokenException exception)
        {
            flight.Cause = exception;
            _broken.Writer.TryWrite(flight);
        }
        catch (Exception exception)
        {
            // Loop edge: whatever is wrong with this message must not hold up the others.
            Release(flight.Row, exception, _options.RetryDelay);
        }
        finally
        {
            _window.Release();
            if (Interlocked.Decrement(ref _inFlight) == 0)
                Volatile.Read(ref _idle)?.TrySetResult();
        }
    }

    /// <summary>Sends again what broke, in its old order and before anything newer.</summary>
    private async Task RepeatAsync()
    {
        await WhenNothingIsInFlightAsync();
        var flights = new List<Flight>();
        while (_broken.Reader.TryRead(out var flight))
            flights.Add(flight);
        flights.Sort((left, right) => left.Number.CompareTo(right.Number));
        await Task.Delay(RepeatFirst * Math.Pow(2, flights.Max(flight => flight.Repeats)), _time, _stop.Token);
        _generation = _transport.Generation;
        var ready = _transport.IsReady;
        foreach (var flight in flights)
        {
            if (!ready || flight.Repeats >= RepeatsMax || IsOfSweepers(flight.Row))
            {
                Release(flight.Row, flight.Cause!, TimeSpan.Zero);
                continue;
            }

            await _window.WaitAsync(_stop.Token);
            flight.Repeats++;
            // After another break this one is refused by its generation and comes back in its place.
            Launch(flight);
        }
    }

    private async Task WhenNothingIsInFlightAsync()
    {
        var idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _idle, idle);
        if (Volatile.Read(ref _inFlight) > 0)
            await idle.Task.WaitAsync(_stop.Token);
        Volatile.Write(ref _idle, null);
    }

    private void Release(OutboxRow row, Exception cause, TimeSpan delay)
    {
        DurableMetrics.Fail(cause);
        Log.PublishFailed(_logger, cause, row.Message.MessageId, row.Message.Destination);
        if (IsOfSweepers(row))
            _settlement.Abandon(row);
        else
            _settlement.Release(row, _time.GetUtcNow() + delay);
    }

    // After the grace period any sweeper may have it in hand.
    private bool IsOfSweepers(OutboxRow row) => _time.GetUtcNow() - row.CreatedAt >= _options.GracePeriod;

    private sealed class Flight(OutboxRow row, long number)
    {
        public OutboxRow Row { get; } = row;

        public long Number { get; } = number;

        public int Repeats { get; set; }

        public Exception? Cause { get; set; }
    }
}
