using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.Transport;

/// <summary>Packs on a durable endpoint. Always there, whatever <c>Outbox:Packs</c> says: that is for senders.</summary>
internal static class PackedEndpoint
{
    public static void ApplyPacks(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context, int concurrencyLimit) =>
        endpoint.UsePacks(context, concurrencyLimit, Properties);

    private static PackedProperties? Properties(ReceiveContext pack, PackedMessage message) =>
        pack.TryGetPayload<RabbitMqBasicConsumeContext>(out var delivery) ? new PackedProperties(delivery, message) : null;

    /// <summary>
    /// The AMQP side of one message: a dead letter is made from these properties, so they are the message's own, not the pack's, and it
    /// can be sent again as a plain message.
    /// </summary>
    private sealed class PackedProperties(RabbitMqBasicConsumeContext pack, PackedMessage message) : RabbitMqBasicConsumeContext
    {
        public string Exchange => pack.Exchange;

        public string? RoutingKey => pack.RoutingKey;

        public string ConsumerTag => pack.ConsumerTag;

        public ulong DeliveryTag => pack.DeliveryTag;

        public IReadOnlyBasicProperties Properties { get; } = new BasicProperties
        {
            MessageId = message.MessageId.ToString("D"),
            CorrelationId = message.CorrelationId?.ToString("D"),
            ContentType = message.ContentType,
            Persistent = true,
            Headers = message.Headers.ToDictionary(header => header.Key, header => (object?)header.Value),
        };
    }
}
