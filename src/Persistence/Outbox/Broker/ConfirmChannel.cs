using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>
/// A channel with publisher confirms that keeps its own book of them: the client's tracking stalls when more messages wait for the broker
/// than its limiter likes. For one writer at a time.
/// </summary>
internal sealed class ConfirmChannel : IAsyncDisposable
{
    private readonly IChannel _channel;
    private readonly Action<int, string> _onBroken;
    private int _broken;
    private long _confirms;

    private ConfirmChannel(IChannel channel, Action<int, string> onBroken)
    {
        _channel = channel;
        _onBroken = onBroken;
        channel.BasicAcksAsync += OnAckAsync;
        channel.BasicNacksAsync += OnNackAsync;
        channel.BasicReturnAsync += OnReturnAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
    }

    public ConfirmLedger Ledger { get; } = new();

    public bool IsOpen => _channel.IsOpen && Volatile.Read(ref _broken) == 0;

    /// <summary>How often the broker has spoken, so that silence can be told.</summary>
    public long Confirms => Volatile.Read(ref _confirms);

    /// <summary>Opens a channel.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="onBroken">Called once with AMQP's code and text when the channel ends, before its messages fail.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ConfirmChannel> OpenAsync(
        IConnection connection, Action<int, string> onBroken, CancellationToken cancellationToken)
    {
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false);
        return new ConfirmChannel(await connection.CreateChannelAsync(options, cancellationToken), onBroken);
    }

    /// <summary>Writes the message; the ledger completes it. Throws when the channel is of no use any more.</summary>
    public async ValueTask WriteAsync(PendingPublish publish, CancellationToken cancellationToken)
    {
        var message = publish.Message;
        var properties = AmqpMessage.Properties(message);
        if (!Ledger.TryAdd(publish))
            throw new OutboxBrokenException("the channel has ended");
        await _channel.BasicPublishAsync(
            publish.Exchange, message.RoutingKey ?? "", message.Mandatory, properties, message.Body, cancellationToken);
    }

    /// <summary>Takes the channel out of use; whatever waits for it fails.</summary>
    public void Break(int code, string text, Exception? cause)
    {
        if (Interlocked.Exchange(ref _broken, 1) == 0)
            _onBroken(code, text);
        Ledger.Close(new OutboxBrokenException($"the channel ended: {code} {text}", cause));
    }

    public async ValueTask DisposeAsync()
    {
        Break(Constants.ReplySuccess, "closed", null);
        _channel.BasicAcksAsync -= OnAckAsync;
        _channel.BasicNacksAsync -= OnNackAsync;
        _channel.BasicReturnAsync -= OnReturnAsync;
        _channel.ChannelShutdownAsync -= OnShutdownAsync;
        await _channel.DisposeAsync();
    }

    private Task OnAckAsync(object sender, BasicAckEventArgs args)
    {
        Interlocked.Increment(ref _confirms);
        Ledger.Acknowledge(args.DeliveryTag, args.Multiple);
        return Task.CompletedTask;
    }

    private Task OnNackAsync(object sender, BasicNackEventArgs args)
    {
        Interlocked.Increment(ref _confirms);
        Ledger.Refuse(args.DeliveryTag, args.Multiple);
        return Task.CompletedTask;
    }

    private Task OnReturnAsync(object sender, BasicReturnEventArgs args)
    {
        Ledger.Return(args.BasicProperties.MessageId, args.Exchange, args.RoutingKey, $"{args.ReplyCode} {args.ReplyText}");
        return Task.CompletedTask;
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs args)
    {
        Break(args.ReplyCode, args.ReplyText, args.Exception);
        return Task.CompletedTask;
    }
}
