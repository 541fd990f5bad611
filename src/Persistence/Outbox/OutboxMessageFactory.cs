using System.Globalization;
using MassTransit;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Turns a send context, after topology and filters have set it up, into the row that is stored.</summary>
internal sealed class OutboxMessageFactory(RawJsonMessages rawJson, IBusTopology topology, TimeProvider time)
{
    public OutboxMessage Create<T>(SendContext<T> context)
        where T : class
    {
        var destination = context.DestinationAddress
            ?? throw new MessageException(typeof(T), "the message has no destination address");
        context.TryGetPayload<OutboxSchedule>(out var schedule);
        var raw = rawJson.Contains(typeof(T));
        return new OutboxMessage
        {
            MessageId = context.MessageId ?? throw new MessageException(typeof(T), "the message has no message id"),
            Destination = OutboxAddress.ToPortable(destination),
            Mandatory = IsCommand(context, destination),
            ContentType = raw ? RawJsonMessages.ContentType : context.ContentType?.ToString() ?? context.Serializer.ContentType.ToString(),
            Body = raw ? rawJson.Serialize(context.Message) : context.Serializer.GetMessageBody(context).GetBytes(),
            Headers = Headers(context.Headers),
            RoutingKey = context.TryGetPayload<RoutingKeySendContext>(out var routing) && !string.IsNullOrEmpty(routing.RoutingKey)
                ? routing.RoutingKey
                : null,
            CorrelationId = context.CorrelationId,
            TimeToLive = context.TimeToLive,
            DueAt = schedule?.DueAt ?? (context.Delay is { } delay ? time.GetUtcNow() + delay : null),
            ScheduleToken = schedule?.Token ?? context.ScheduledMessageId,
        };
    }

    // A fact may have no reader, and who asked may have gone; a command without its queue must wait.
    private bool IsCommand<T>(SendContext<T> context, Uri destination)
        where T : class =>
        context.RequestId is null
        && !OutboxAddress.IsTemporary(destination)
        && !(topology.TryGetPublishAddress<T>(out var publish) && OutboxAddress.Name(publish) == OutboxAddress.Name(destination));

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
