using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Turns a send context, after topology and filters have set it up, into the row that is stored.</summary>
internal sealed class OutboxMessageFactory(
    RawJsonMessages rawJson, InternalWire wire, IOptions<OutboxOptions> options, IBusTopology topology, TimeProvider time)
{
    private readonly BoundedMemo<Uri, OutboxDestination> _destinations = OutboxDestination.Memo();
    private readonly ConcurrentDictionary<Type, string?> _publishNames = new();

    public OutboxMessage Create<T>(SendContext<T> context)
        where T : class
    {
        var destination = _destinations.Of(
            context.DestinationAddress ?? throw new MessageException(typeof(T), "the message has no destination address"));
        context.TryGetPayload<OutboxSchedule>(out var schedule);
        var published = PublishName<T>() is { } name && name == destination.Name;
        var queues = IsInternal(destination.Portable) && published ? wire.RoutesOf(typeof(T)) : null;
        var message = new OutboxMessage
        {
            MessageId = context.MessageId ?? throw new MessageException(typeof(T), "the message has no message id"),
            Destination = destination.Portable,
            // A fact may have no reader, and who asked may have gone; a command without its queue must wait.
            Mandatory = context.RequestId is null && !destination.IsTemporary && !published,
            ContentType = RawJsonMessages.ContentType,
            Body = default,
            RoutingKey = context.TryGetPayload<RoutingKeySendContext>(out var routing) && !string.IsNullOrEmpty(routing.RoutingKey)
                ? routing.RoutingKey
                : null,
            CorrelationId = context.CorrelationId,
            TimeToLive = context.TimeToLive,
            DueAt = schedule?.DueAt ?? (context.Delay is { } delay ? time.GetUtcNow() + delay : null),
            ScheduleToken = schedule?.Token ?? context.ScheduledMessageId,
            Queues = queues,
        };
        var internalHop = queues is not null || (IsInternal(destination.Portable) && wire.IsQueue(destination.Name));
        return WithBody(message, context, internalHop ? wire.BodyOf(typeof(T)) : null);
    }

    // Asking the topology builds an address each time.
    private string? PublishName<T>()
        where T : class => _publishNames.GetOrAdd(
            typeof(T), static (_, from) => from.TryGetPublishAddress<T>(out var address) ? OutboxAddress.Name(address) : null, topology);

    // In memory a message passes no wire, so nothing is gained by saying it shorter.
    private bool IsInternal(Uri portable) => options.Value.Packs && portable.Scheme == "exchange";

    private OutboxMessage WithBody<T>(OutboxMessage message, SendContext<T> context, JsonTypeInfo? json)
        where T : class
    {
        if (rawJson.Contains(typeof(T)))
            return message with { Body = rawJson.Serialize(context.Message), Headers = Headers(context.Headers) };
        if (json is null)
        {
            // The serialiser goes first: it may add headers.
            var body = context.Serializer.GetMessageBody(context).GetBytes();
            return message with
            {
                ContentType = context.ContentType?.ToString() ?? context.Serializer.ContentType.ToString(),
                Body = body,
                Headers = Headers(context.Headers),
            };
        }

        var headers = Headers(context.Headers);
        InternalHeaders.Write(headers, context, time.GetUtcNow());
        return message with
        {
            ContentType = InternalHeaders.ContentType,
            Body = JsonSerializer.SerializeToUtf8Bytes(context.Message, json),
            Headers = headers,
        };
    }

    private static Dictionary<string, string> Headers(SendHeaders headers)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in headers.GetAll())
        {
            var text = value switch
            {
                null => null,
                string content => content,
                DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
                DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString(),
            };
            if (text is not null)
                result[key] = text;
        }

        return result;
    }
}
