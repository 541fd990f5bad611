using System.Text;
using System.Text.Json;
using Bot3.Messaging.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>
/// Hears from the public status exchange how orders stand, as a strategy would: transient queue, no acknowledgements. What it costs is
/// the broker's delivery of these events and this process's own time, which is counted apart from the workers'.
/// </summary>
internal sealed class StatusEar : IAsyncDisposable
{
    private const int ReasonLength = 300;
    private readonly IChannel _channel;
    private volatile OrderPhase? _phase;

    private StatusEar(IChannel channel) => _channel = channel;

    /// <summary>The phase whose orders are listened for.</summary>
    public OrderPhase? Phase
    {
        get => _phase;
        set => _phase = value;
    }

    /// <summary>Starts listening.</summary>
    /// <param name="connection">The connection; the caller disposes of it.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static async Task<StatusEar> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var ear = new StatusEar(channel);
        var queue = await channel.QueueDeclareAsync(
            $"strategy.{OrderTemplates.Strategy}.{Guid.NewGuid():N}", durable: false, exclusive: true, autoDelete: true,
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(
            queue.QueueName, WireNames.OrderStatusExchange, OrderTemplates.Strategy, cancellationToken: cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += ear.OnReceivedAsync;
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, cancellationToken);
        return ear;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await _channel.DisposeAsync();

    private Task OnReceivedAsync(object sender, BasicDeliverEventArgs delivery)
    {
        if (_phase is not { } phase)
            return Task.CompletedTask;
        var body = delivery.Body.Span;
        var (number, status) = Read(phase, body);
        if (number is { } known && status is { } told)
        {
            var reason = told == OrderStatus.Filled ? null : Encoding.UTF8.GetString(body[..Math.Min(body.Length, ReasonLength)]);
            phase.Hear(known, told, reason);
        }

        return Task.CompletedTask;
    }

    // Two properties of a flat object: the rest is skipped without being made into anything.
    private static (int? Number, OrderStatus? Status) Read(OrderPhase phase, ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        int? number = null;
        OrderStatus? status = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("orderId"u8))
            {
                reader.Read();
                number = phase.Ids.Number(reader.ValueSpan);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = reader.ValueTextEquals("Filled"u8) ? OrderStatus.Filled : Enum.Parse<OrderStatus>(reader.GetString()!);
            }
            else
            {
                reader.Skip();
            }
        }

        return (number, status);
    }
}
