using System.Globalization;
using Bot3.Messaging.Hosting.Transport;
using Bot3.Messaging.Persistence.DeadLetters;
using MassTransit;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>Makes a dead letter of a message and its fate; everything is kept that is needed to send it again.</summary>
internal sealed class LetterReader
{
    private const string DeliveryLimit = "delivery_limit";

    private readonly TimeProvider _time;
    private readonly int _deliveryLimit;

    public LetterReader(TimeProvider time, IOptions<BusOptions> options)
    {
        _time = time;
        _deliveryLimit = options.Value.DeliveryLimit;
    }

    /// <summary>A message that its endpoint has tried and gives up.</summary>
    public DeadLetter OfFault(string endpoint, ExceptionReceiveContext context)
    {
        // The same cause that MassTransit writes into the headers of an error queue.
        var cause = context.Exception.GetBaseException();
        var tried = 1 + Number(HeaderText.Of(context.ExceptionHeaders.GetAll()!), MessageHeaders.FaultRetryCount);
        var consumed = context.TryGetPayload(out ConsumerFaultContext? consumer) ? consumer.MessageType : null;
        var letter = OfDelivery(endpoint, context);
        return letter with
        {
            MessageType = letter.MessageType ?? consumed,
            Reason = $"Fault: {cause.Message}",
            ExceptionType = cause.GetType().FullName,
            Exception = context.Exception.ToString(),
            Attempts = tried + Earlier(letter.Headers),
        };
    }

    /// <summary>A message that none of its endpoint's consumers takes.</summary>
    public DeadLetter OfSkipped(string endpoint, ReceiveContext context)
    {
        var letter = OfDelivery(endpoint, context);
        return letter with { Reason = "Skipped: no consumer of this endpoint takes it.", Attempts = 1 + Earlier(letter.Headers) };
    }

    /// <summary>
    /// A message in an error queue. A pack that can be read becomes the messages inside, so that each can be judged and sent again by itself:
    /// the pack as a whole would go on killing for the sake of one. What cannot be read stays one letter.
    /// </summary>
    public IReadOnlyList<DeadLetter> OfErrorQueue(string endpoint, string queue, BasicGetResult taken)
    {
        var properties = taken.BasicProperties;
        var headers = HeaderText.Of(properties.Headers ?? new Dictionary<string, object?>());
        Set(headers, MessageHeaders.MessageId, properties.MessageId);
        Set(headers, MessageHeaders.CorrelationId, properties.CorrelationId);
        var body = taken.Body.ToArray();
        if (PackLetters.TryRead(properties.ContentType, body) is not { } packed)
        {
            return [Moved(Letter(endpoint, body, properties.ContentType, headers), queue, headers)];
        }

        return
        [
            .. packed.Select(message =>
            {
                var letter = Letter(endpoint, message.Body.ToArray(), message.ContentType, PackLetters.HeadersOf(message, headers));
                return PackLetters.OfPack(Moved(letter, queue, headers), packed.Count, properties.MessageId);
            }),
        ];
    }

    // The cause is what the headers of the AMQP message say, for all that came in it.
    private DeadLetter Moved(DeadLetter letter, string queue, Dictionary<string, string> headers) => letter with
    {
        Reason = ReasonOf(queue, headers),
        ExceptionType = headers.GetValueOrDefault(MessageHeaders.FaultExceptionType),
        Exception = ExceptionOf(headers),
        Attempts = AttemptsOf(headers),
        ReceivedAt = DateTimeOffset.TryParse(
            headers.GetValueOrDefault(MessageHeaders.FaultTimestamp), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : _time.GetUtcNow(),
    };

    private static string ReasonOf(string queue, Dictionary<string, string> headers)
    {
        if (headers.TryGetValue(MessageHeaders.FaultMessage, out var fault))
        {
            return $"Fault: {fault}";
        }

        if (DeathOf(headers) is { } death)
        {
            return death == DeliveryLimit
                ? "DeliveryLimit: delivered again and again, and never acknowledged; it may have killed its process each time."
                : $"Broker: moved here by the broker ({death}).";
        }

        return headers.GetValueOrDefault(MessageHeaders.Reason) == "dead-letter"
            ? "Skipped: no consumer of this endpoint takes it."
            : $"Unknown: found in {queue} without a cause.";
    }

    private static string? DeathOf(Dictionary<string, string> headers) => headers.GetValueOrDefault("x-first-death-reason");

    private static string? ExceptionOf(Dictionary<string, string> headers) =>
        headers.TryGetValue(MessageHeaders.FaultExceptionType, out var type)
            ? $"{type}: {headers.GetValueOrDefault(MessageHeaders.FaultMessage)}{Environment.NewLine}"
                + headers.GetValueOrDefault(MessageHeaders.FaultStackTrace)
            : null;

    // Deliveries that came to nothing before the one at hand: counted by quorum queues, and by redelivery.
    private static int Earlier(IReadOnlyDictionary<string, string> headers) =>
        Number(headers, "x-delivery-count") + Number(headers, MessageHeaders.RedeliveryCount);

    private static int Number(IReadOnlyDictionary<string, string> headers, string key) =>
        int.TryParse(headers.GetValueOrDefault(key), CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : 0;

    private static void Set(Dictionary<string, string> headers, string key, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            headers[key] = value;
        }
    }

    private static Guid? Id(IReadOnlyDictionary<string, string> headers, string key) =>
        Guid.TryParse(headers.GetValueOrDefault(key), out var id) && id != Guid.Empty ? id : null;

    // urn:message:Bot3.Messaging.Contracts:PlaceOrder -> PlaceOrder; the name that a person knows the message by.
    private static string? ShortType(string? urns)
    {
        var urn = urns?.Split(';', 2)[0];
        if (urn is null)
        {
            return null;
        }

        var generic = urn.IndexOf("[[", StringComparison.Ordinal);
        return urn[(urn.LastIndexOf(':', (generic < 0 ? urn.Length : generic) - 1) + 1)..];
    }

    // The delivery count is no help here: the one of the source queue is gone, and the error queue counts its own deliveries.
    private int AttemptsOf(Dictionary<string, string> headers) => DeathOf(headers) == DeliveryLimit
        ? _deliveryLimit + 1
        : 1 + Number(headers, MessageHeaders.FaultRetryCount) + Number(headers, MessageHeaders.FaultRedeliveryCount)
            + Number(headers, MessageHeaders.RedeliveryCount);

    private DeadLetter OfDelivery(string endpoint, ReceiveContext context) => Letter(
        endpoint,
        context.Body.GetBytes(),
        context.ContentType?.ToString(),
        HeaderText.Of(context.TransportHeaders.GetAll()!));

    private DeadLetter Letter(string endpoint, byte[] body, string? contentType, Dictionary<string, string> headers)
    {
        var envelope = EnvelopeFacts.Read(body);
        return new DeadLetter
        {
            Id = Guid.CreateVersion7(_time.GetUtcNow()),
            // In the order in which the inbox looks for the id.
            MessageId = envelope.OriginalMessageId ?? Id(headers, MessageHeaders.OriginalMessageId) ?? envelope.MessageId
                ?? Id(headers, MessageHeaders.MessageId),
            Endpoint = endpoint,
            MessageType = ShortType(headers.GetValueOrDefault(MessageHeaders.MessageType) ?? envelope.MessageType),
            ContentType = contentType,
            CorrelationId = envelope.CorrelationId ?? Id(headers, MessageHeaders.CorrelationId),
            Body = body,
            Headers = headers,
            Reason = "",
            ReceivedAt = _time.GetUtcNow(),
        };
    }
}
