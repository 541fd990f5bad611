using Bot3.Messaging.LocalServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>
/// A channel with publisher confirms counted by hand: the client's own tracking stalls when more than about 100 messages wait, and costs a
/// task per message. One publisher at a time.
/// </summary>
internal sealed class ConfirmedChannel : IAsyncDisposable
{
    /// <summary>Messages that may wait for their confirmation.</summary>
    public const int Window = 100;

    private readonly IChannel _channel;
    private readonly SemaphoreSlim _slots = new(Window, Window);

    // Slots are given back one by one, so the tags that wait may span a little more than the window.
    private readonly ConfirmWindow _confirms = new(Window * 16);
    private volatile Exception? _failure;

    private ConfirmedChannel(IChannel channel) => _channel = channel;

    /// <summary>Opens a channel.</summary>
    /// <param name="connection">The connection; the caller disposes of it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<ConfirmedChannel> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
        var opened = new ConfirmedChannel(await connection.CreateChannelAsync(options, cancellationToken));
        opened._channel.BasicAcksAsync += opened.OnAcksAsync;
        opened._channel.BasicNacksAsync += opened.OnNacksAsync;
        opened._channel.BasicReturnAsync += opened.OnReturnAsync;
        opened._channel.ChannelShutdownAsync += opened.OnShutdownAsync;
        return opened;
    }

    /// <summary>Publishes a persistent message; waits while the window is full, not for the confirmation.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="routingKey">The routing key.</param>
    /// <param name="properties">The properties.</param>
    /// <param name="body">The body; free again when this returns.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LocalServiceException">The broker refused or returned a message, or closed the channel.</exception>
    public async ValueTask PublishAsync(
        string exchange, string routingKey, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        ThrowIfFailed();
        await _channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body, cancellationToken);
    }

    /// <summary>Returns when every message is confirmed.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LocalServiceException">The broker refused or returned a message, or closed the channel.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        for (var slot = 0; slot < Window; slot++)
            await _slots.WaitAsync(cancellationToken);
        _slots.Release(Window);
        ThrowIfFailed();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _channel.ChannelShutdownAsync -= OnShutdownAsync;
        await _channel.DisposeAsync();
        _slots.Dispose();
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new LocalServiceException(failure.Message);
    }

    private Task OnAcksAsync(object sender, BasicAckEventArgs confirmed)
    {
        var count = _confirms.Confirm(confirmed.DeliveryTag, confirmed.Multiple);
        if (count > 0)
            _slots.Release(count);
        return Task.CompletedTask;
    }

    private Task OnNacksAsync(object sender, BasicNackEventArgs refused) => Fail("the broker refused a message", 1);

    private Task OnReturnAsync(object sender, BasicReturnEventArgs returned) =>
        Fail($"the broker returned a message for '{returned.Exchange}{returned.RoutingKey}': {returned.ReplyText}", 0);

    private Task OnShutdownAsync(object sender, ShutdownEventArgs closed) => Fail($"the broker closed the channel: {closed.ReplyText}", 1);

    // Whoever waits for a slot must learn of it.
    private Task Fail(string message, int slots)
    {
        _failure ??= new LocalServiceException(message);
        if (slots > 0 && _slots.CurrentCount < Window)
            _slots.Release(slots);
        return Task.CompletedTask;
    }
}
