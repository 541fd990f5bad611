using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Bot3.Messaging.OrderSaga.Intake;

/// <summary>
/// Hands a delivery of any content type to the consumer as <see cref="RawBody"/>. The stock deserializers throw on broken JSON, which ends
/// in the error queue with a stack trace instead of a reason; and they believe headers, which here come from strangers.
/// </summary>
/// <param name="contentType">The content type that this instance is registered for.</param>
/// <param name="bodyBytesMax">Larger bodies are cut here, so that their beginning can still be read.</param>
internal sealed class RawBodyDeserializer(ContentType contentType, int bodyBytesMax) : IMessageDeserializer, ISerializerFactory
{
    private static readonly string[] MessageTypes = [MessageUrn.ForTypeString<RawBody>()];
    private static readonly SystemTextJsonRawMessageSerializer Inner = new(RawSerializerOptions.Default);

    /// <inheritdoc cref="IMessageDeserializer.ContentType" />
    public ContentType ContentType { get; } = contentType;

    /// <inheritdoc />
    public void Probe(ProbeContext context) => context.CreateScope("rawBody").Add("contentType", ContentType.MediaType);

    /// <inheritdoc />
    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(
            receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    /// <inheritdoc />
    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        var bytes = body.GetBytes();
        var raw = new RawBody { Body = bytes.Length <= bodyBytesMax ? bytes : bytes[..bodyBytesMax], Length = bytes.Length };

        // A message id of our own: two strategies may well number their messages alike, and the inbox would drop the second one's order.
        var ours = new DictionarySendHeaders();
        ours.Set(MessageHeaders.MessageId, NewId.NextGuid().ToString("D"));
        ours.Set(MessageHeaders.MessageType, string.Join(';', MessageTypes));
        return Inner.Deserialize(new MemoryMessageBody(JsonSerializer.SerializeToUtf8Bytes(raw)), ours, destinationAddress);
    }

    /// <inheritdoc />
    public MessageBody GetMessageBody(string text) => Inner.GetMessageBody(text);

    /// <inheritdoc />
    public IMessageSerializer CreateSerializer() => Inner;

    /// <inheritdoc />
    public IMessageDeserializer CreateDeserializer() => this;
}
