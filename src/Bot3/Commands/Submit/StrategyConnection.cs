using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using Bot3.Messaging.Bot3.CommandLine;
using Bot3.Messaging.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Bot3.Messaging.Bot3.Commands.Submit;

/// <summary>
/// The broker as a strategy sees it: plain AMQP, plain JSON, confirmed publishing, and a queue of its own for the status of its orders.
/// Uses nothing that a strategy in another language would not have.
/// </summary>
internal sealed class StrategyConnection : IAsyncDisposable
{
    // One person reads; a strategy that is 1,000 events behind has other worries, and AMQP holds the rest back.
    private const int Backlog = 1_000;

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Channel<OrderStatusChanged> _heard = Channel.CreateBounded<OrderStatusChanged>(Backlog);

    private StrategyConnection(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Connects.</summary>
    /// <param name="broker">AMQP address with user, password and virtual host.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="CommandFailureException">The broker cannot be reached or refuses the user.</exception>
    public static async Task<StrategyConnection> OpenAsync(Uri broker, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory { Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = "bot3 submit" };
        try
        {
            var connection = await factory.CreateConnectionAsync(cancellationToken);
            var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
            return new StrategyConnection(connection, await connection.CreateChannelAsync(confirmed, cancellationToken));
        }
        catch (Exception exception) when (exception is BrokerUnreachableException or OperationInterruptedException)
        {
            var cause = exception.InnerException?.Message ?? exception.Message;
            throw new CommandFailureException(
                $"the broker at {broker.Host}:{broker.Port}{broker.AbsolutePath} cannot be used: {cause}", exception);
        }
    }

    /// <summary>Hears the status of one strategy's orders from now on.</summary>
    /// <param name="strategyId">The strategy; the routing key.</param>
    /// <param name="cancellationToken">Ends the wait for the broker.</param>
    /// <exception cref="CommandFailureException">The exchange does not exist, or the user may not read it.</exception>
    public async Task ListenAsync(string strategyId, CancellationToken cancellationToken)
    {
        // The broker's permissions allow a strategy queues of this name only.
        var queue = $"strategy.{strategyId}.{Guid.NewGuid():N}";
        try
        {
            await _channel.QueueDeclareAsync(queue, durable: false, exclusive: true, autoDelete: true, cancellationToken: cancellationToken);
            await _channel.QueueBindAsync(queue, WireNames.OrderStatusExchange, strategyId, cancellationToken: cancellationToken);
            var consumer = new AsyncEventingBasicConsumer(_channel);
            consumer.ReceivedAsync += (_, delivery) => HearAsync(delivery);
            _channel.ChannelShutdownAsync += (_, _) =>
            {
                _heard.Writer.TryComplete();
                return Task.CompletedTask;
            };
            await _channel.BasicConsumeAsync(queue, autoAck: true, consumer, cancellationToken);
        }
        catch (OperationInterruptedException exception)
        {
            throw Refused(WireNames.OrderStatusExchange, exception);
        }
    }

    /// <summary>Publishes one body and waits for the broker's confirmation.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="message">The body.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CommandFailureException">The exchange does not exist, leads nowhere, or may not be written.</exception>
    public async Task PublishAsync<T>(string exchange, T message, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
            MessageId = Guid.NewGuid().ToString("D", CultureInfo.InvariantCulture),
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonOutput.Options);
        try
        {
            await _channel.BasicPublishAsync(exchange, routingKey: "", mandatory: true, properties, body, cancellationToken);
        }
        catch (PublishException exception)
        {
            throw new CommandFailureException($"exchange {exchange} leads to no queue: is the order worker running?", exception);
        }
        catch (Exception exception) when (exception is OperationInterruptedException)
        {
            throw Refused(exchange, exception);
        }
    }

    /// <summary>What is heard, until the broker or the caller ends it.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<OrderStatusChanged> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var status in _heard.Reader.ReadAllAsync(cancellationToken))
            yield return status;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static CommandFailureException Refused(string exchange, Exception exception) => new(
        $"the broker refused exchange {exchange}: {exception.Message}; is the order worker running, and may this user use it?", exception);

    private async Task HearAsync(BasicDeliverEventArgs delivery)
    {
        if (JsonSerializer.Deserialize<OrderStatusChanged>(delivery.Body.Span, JsonOutput.Options) is { } status)
            await _heard.Writer.WriteAsync(status, delivery.CancellationToken);
    }
}
