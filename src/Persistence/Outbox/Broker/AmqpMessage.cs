using System.Globalization;
using System.Text;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace Bot3.Messaging.Persistence.Outbox.Broker;

/// <summary>A stored message as AMQP sees it: the very properties that MassTransit's RabbitMQ transport sets.</summary>
internal static class AmqpMessage
{
    private const int ShortStringBytesMax = 255;
    private const int HeaderCharactersMax = 100_000;

    public static BasicProperties Properties(OutboxMessage message)
    {
        var properties = new BasicProperties
        {
            ContentType = message.ContentType,
            Persistent = true,
            MessageId = message.MessageId.ToString(),
            Headers = Headers(message.Headers),
        };
        if (message.CorrelationId is { } correlation)
            properties.CorrelationId = correlation.ToString();
        if (message.TimeToLive is { } life)
        {
            // A message whose time is over gets a second, as MassTransit does: zero would only reach a reader that waits already.
            properties.Expiration = (life > TimeSpan.Zero ? life : TimeSpan.FromSeconds(1)).TotalMilliseconds
                .ToString("F0", CultureInfo.InvariantCulture);
        }

        return properties;
    }

    /// <summary>Refuses what would end the connection, and with it everybody else's messages.</summary>
    /// <exception cref="ArgumentException">A field is too long for AMQP.</exception>
    public static void Check(string exchange, OutboxMessage message)
    {
        CheckShort(exchange, "exchange");
        CheckShort(message.RoutingKey ?? "", "routing key");
        CheckShort(message.ContentType, "content type");
        var characters = 0;
        foreach (var (key, value) in message.Headers)
        {
            CheckShort(key, "header name");
            characters += key.Length + value.Length;
        }

        if (characters > HeaderCharactersMax)
            throw new ArgumentException($"headers must have at most {HeaderCharactersMax} characters together, had {characters}", nameof(message));
    }

    private static Dictionary<string, object?> Headers(IReadOnlyDictionary<string, string> stored)
    {
        var headers = new Dictionary<string, object?>(stored.Count);
        foreach (var (key, value) in stored)
        {
            // The broker takes lists of routing keys in these two; the others name the delivery that a consumer answers to.
            if (key is "CC" or "BCC")
                headers[key] = new[] { value };
            else if (key is not (RabbitMqHeaders.Exchange or RabbitMqHeaders.RoutingKey or RabbitMqHeaders.DeliveryTag
                or RabbitMqHeaders.ConsumerTag))
                headers[key] = value;
        }

        return headers;
    }

    private static void CheckShort(string text, string name)
    {
        if (text.Length > ShortStringBytesMax / 3 && Encoding.UTF8.GetByteCount(text) > ShortStringBytesMax)
            throw new ArgumentException($"{name} must have at most {ShortStringBytesMax} bytes, was \"{text}\"", nameof(text));
    }
}
