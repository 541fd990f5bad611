using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// A message without an envelope. It is read once, by the generated code of the first of its types that is registered; what is sent on
/// from it (forwarded, redelivered, its fault) gets an envelope again.
/// </summary>
internal sealed class InternalSerializerContext : BaseSerializerContext
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly InternalWire _wire;
    private object? _message;

    public InternalSerializerContext(InternalWire wire, ReadOnlyMemory<byte> body, MessageContext context, string[] messageTypes)
        : base(SystemTextJsonMessageSerializer.Instance, context, messageTypes)
    {
        _wire = wire;
        _body = body;
    }

    private static JsonSerializerOptions Options => SystemTextJsonMessageSerializer.Options;

    public override bool TryGetMessage<T>(out T? message)
        where T : class
    {
        message = IsSupportedMessageType<T>() ? Read(typeof(T)) as T : null;
        return message is not null;
    }

    public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
    {
        message = IsSupportedMessageType(messageType) ? Read(messageType) : null;
        return message is not null;
    }

    public override IMessageSerializer GetMessageSerializer() => GetMessageSerializer(Element(), SupportedMessageTypes);

    public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message)
    {
        var serializer = new SystemTextJsonBodyMessageSerializer(envelope, SystemTextJsonMessageSerializer.JsonContentType, Options);
        serializer.Overlay(message);
        return serializer;
    }

    public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new SystemTextJsonBodyMessageSerializer(
            new JsonMessageEnvelope(this, message, messageTypes), SystemTextJsonMessageSerializer.JsonContentType, Options, messageTypes);
    }

    public override Dictionary<string, object> ToDictionary<T>(T? message)
        where T : class => message is null
        ? new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase)
        : JsonSerializer.SerializeToElement(message, Options).Deserialize<Dictionary<string, object>>()!;

    private object? Read(Type type)
    {
        if (type.IsInstanceOfType(_message))
            return _message;
        var json = SupportedMessageTypes.Select(_wire.BodyOf).FirstOrDefault(known => known is not null);
        // A receiver that does not know the type itself may still know one of its interfaces; MassTransit's own options can read that.
        return json is not null && type.IsAssignableFrom(json.Type)
            ? _message = JsonSerializer.Deserialize(_body.Span, json)
            : JsonSerializer.Deserialize(_body.Span, type, Options);
    }

    private JsonElement Element() => JsonSerializer.Deserialize<JsonElement>(_body.Span, Options);
}
