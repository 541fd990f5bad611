using System.Globalization;
using Bot3.Messaging.Contracts;
using Bot3.Messaging.LocalServices;
using RabbitMQ.Client;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>Sends the orders of a phase to the order saga's queue, either as fast as they are filled or at a fixed rate.</summary>
internal sealed class OrderFlow : IAsyncDisposable
{
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StallCheck = TimeSpan.FromSeconds(1);

    // A timer is late by up to about a millisecond; below that it is not worth asking.
    private static readonly TimeSpan TimerGrain = TimeSpan.FromMilliseconds(1);

    private readonly IConnection _connection;
    private readonly ConfirmedChannel _channel;
    private readonly StatusEar _ear;
    private readonly IReadOnlyList<OrderTemplate> _templates;
    private readonly TimeProvider _time;

    private OrderFlow(
        IConnection connection, ConfirmedChannel channel, StatusEar ear, IReadOnlyList<OrderTemplate> templates, TimeProvider time) =>
        (_connection, _channel, _ear, _templates, _time) = (connection, channel, ear, templates, time);

    /// <summary>Connects.</summary>
    /// <param name="broker">The broker with its credentials.</param>
    /// <param name="templates">The orders sent in turn.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<OrderFlow> OpenAsync(
        Uri broker, IReadOnlyList<OrderTemplate> templates, TimeProvider time, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "bot3 bench" };
        var connection = await factory.CreateConnectionAsync(cancellationToken);
        var channel = await ConfirmedChannel.OpenAsync(connection, cancellationToken);
        return new OrderFlow(connection, channel, await StatusEar.OpenAsync(connection, cancellationToken), templates, time);
    }

    /// <summary>Sends all orders of a phase, never more in flight than it allows, and returns when all are filled.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LocalServiceException">An order was refused, or none was filled for a minute and a half.</exception>
    public Task SaturateAsync(OrderPhase phase, CancellationToken cancellationToken) =>
        RunAsync(phase, token => PublishFreelyAsync(phase, token), cancellationToken);

    /// <summary>Sends the orders of a phase at a fixed rate, whatever becomes of them, and returns when all are filled.</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="ordersPerSecond">The rate.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LocalServiceException">An order was refused, or none was filled for a minute and a half.</exception>
    public Task PaceAsync(OrderPhase phase, int ordersPerSecond, CancellationToken cancellationToken) =>
        RunAsync(phase, token => PublishOnTimeAsync(phase, ordersPerSecond, token), cancellationToken);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ear.DisposeAsync();
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task RunAsync(OrderPhase phase, Func<CancellationToken, Task> publishAsync, CancellationToken cancellationToken)
    {
        var all = phase.ReachesAsync(phase.Count);
        _ear.Phase = phase;
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var publishing = publishAsync(over.Token);
        var watching = WatchAsync(phase, over.Token);
        try
        {
            // A failure of the publisher ends the wait; its success does not.
            await await Task.WhenAny(publishing, watching, phase.Refused);
            await await Task.WhenAny(all, watching, phase.Refused);
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(publishing, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _ear.Phase = null;
        }

        await _channel.DrainAsync(cancellationToken);
    }

    private async Task PublishFreelyAsync(OrderPhase phase, CancellationToken cancellationToken)
    {
        for (var number = 0; number < phase.Count; number++)
        {
            await phase.EnterAsync(cancellationToken);
            phase.Intended[number] = _time.GetTimestamp();
            await SendAsync(phase, number, cancellationToken);
        }
    }

    private async Task PublishOnTimeAsync(OrderPhase phase, int ordersPerSecond, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var number = 0; number < phase.Count; number++)
        {
            // From the intended moment, not from the last order: a late order makes none after it late, and its lateness is counted.
            phase.Intended[number] = started + (long)((double)number * _time.TimestampFrequency / ordersPerSecond);
            var wait = _time.GetElapsedTime(_time.GetTimestamp(), phase.Intended[number]);
            if (wait > TimerGrain)
                await Task.Delay(wait, _time, cancellationToken);
            await SendAsync(phase, number, cancellationToken);
        }
    }

    private ValueTask SendAsync(OrderPhase phase, int number, CancellationToken cancellationToken)
    {
        var body = _templates[number % _templates.Count].Write(phase.Ids, number, _time.GetUtcNow());
        phase.Sent[number] = _time.GetTimestamp();
        var properties = new BasicProperties
        {
            ContentType = "application/vnd.masstransit+json",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = phase.Ids.Id(number).ToString("D", CultureInfo.InvariantCulture),
        };
        return _channel.PublishAsync(WireNames.OrderSagaQueue, "", properties, body, cancellationToken);
    }

    private async Task WatchAsync(OrderPhase phase, CancellationToken cancellationToken)
    {
        var (last, since) = (0, _time.GetTimestamp());
        while (true)
        {
            await Task.Delay(StallCheck, _time, cancellationToken);
            if (phase.Completed != last)
                (last, since) = (phase.Completed, _time.GetTimestamp());
            if (_time.GetElapsedTime(since) > StallLimit)
            {
                throw new LocalServiceException(
                    $"no order was filled for {StallLimit.TotalSeconds:0} s: {last} of {phase.Count} are; the workers' logs may say why");
            }
        }
    }
}
