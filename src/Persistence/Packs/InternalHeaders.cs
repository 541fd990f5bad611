using System.Globalization;
using MassTransit;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>What an envelope would hold, as transport headers of a message that has none.</summary>
internal static class InternalHeaders
{
    /// <summary>Content type of a body that is nothing but the message.</summary>
    public const string ContentType = "application/vnd.bot3.message+json";

    public const string SentTime = "Bot3-Sent-Time";
    public const string ExpirationTime = "Bot3-Expiration-Time";

    public static void Write<T>(Dictionary<string, string> headers, SendContext<T> context, DateTimeOffset now)
        where T : class
    {
        headers[MessageHeaders.MessageType] = string.Join(';', context.SupportedMessageTypes ?? MessageTypeCache<T>.MessageTypeNames);
        // Message id and correlation id have places of their own, on AMQP messages as in packs.
        Set(headers, MessageHeaders.ConversationId, context.ConversationId);
        Set(headers, MessageHeaders.InitiatorId, context.InitiatorId);
        Set(headers, MessageHeaders.RequestId, context.RequestId);
        Set(headers, MessageHeaders.SourceAddress, context.SourceAddress);
        Set(headers, MessageHeaders.ResponseAddress, context.ResponseAddress);
        Set(headers, MessageHeaders.FaultAddress, context.FaultAddress);
        var sent = context.SentTime ?? now.UtcDateTime;
        headers[SentTime] = Text(sent);
        if (context.TimeToLive is { } life)
            headers[ExpirationTime] = Text(sent + life);
    }

    public static DateTime? ReadTime(Headers headers, string name) =>
        headers.TryGetHeader(name, out var value) && value is string text
            && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            ? time
            : null;

    private static void Set(Dictionary<string, string> headers, string name, Guid? id)
    {
        if (id is { } value)
            headers[name] = value.ToString("D");
    }

    private static void Set(Dictionary<string, string> headers, string name, Uri? address)
    {
        if (address is not null)
            headers[name] = address.ToString();
    }

    private static string Text(DateTime time) => time.ToString("O", CultureInfo.InvariantCulture);
}
