using System.Net.Mime;
using System.Text;
using MassTransit;
using MassTransit.Serialization;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>Reads messages whose body is nothing but the message; see <see cref="InternalHeaders"/>.</summary>
internal sealed class InternalMessageDeserializer(InternalWire wire) : IMessageDeserializer, ISerializerFactory
{
    public ContentType ContentType { get; } = new(InternalHeaders.ContentType);

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() =>
        throw new NotSupportedException("internal bodies are written by the outbox only: other senders use envelopes");

    public void Probe(ProbeContext context) => context.CreateScope("bot3").Add("contentType", ContentType.MediaType);

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        ArgumentNullException.ThrowIfNull(receiveContext);
        return new BodyConsumeContext(
            receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var types = headers.GetMessageTypes();
        if (types.Length == 0)
        {
            throw new System.Runtime.Serialization.SerializationException(
                $"a message of content type {InternalHeaders.ContentType} must name its type in the header {MessageHeaders.MessageType}");
        }

        return new InternalSerializerContext(
            wire, body is MemoryBody memory ? memory.Memory : body.GetBytes(), new InternalMessageContext(headers, destinationAddress), types);
    }

    public MessageBody GetMessageBody(string text) => new MemoryBody(Encoding.UTF8.GetBytes(text));
}

/// <summary>
/// Says of a pack that reaches the ordinary pipe what is wrong with it: it is malformed, else the receive filter would have opened it.
/// </summary>
internal sealed class PackDeserializer : IMessageDeserializer, ISerializerFactory
{
    public ContentType ContentType { get; } = new(PackFormat.ContentType);

    public IMessageDeserializer CreateDeserializer() => this;

    public IMessageSerializer CreateSerializer() => throw new NotSupportedException("packs are written by the outbox only");

    public void Probe(ProbeContext context) => context.CreateScope("pack").Add("contentType", ContentType.MediaType);

    public ConsumeContext Deserialize(ReceiveContext receiveContext)
    {
        ArgumentNullException.ThrowIfNull(receiveContext);
        throw Fault(receiveContext.Body);
    }

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) => throw Fault(body);

    public MessageBody GetMessageBody(string text) => throw new NotSupportedException("a pack is not text");

    private static PackFormatException Fault(MessageBody body)
    {
        try
        {
            var count = PackReader.Read(body.GetBytes()).Count;
            return new PackFormatException($"a pack of {count} messages came to an endpoint that does not open packs");
        }
        catch (PackFormatException exception)
        {
            return exception;
        }
    }
}

/// <summary>Bytes in memory that are not copied to be read.</summary>
internal sealed class MemoryBody(ReadOnlyMemory<byte> memory) : MessageBody
{
    public ReadOnlyMemory<byte> Memory => memory;

    public long? Length => memory.Length;

    public Stream GetStream() => new MemoryStream(GetBytes(), writable: false);

    public byte[] GetBytes() => memory.ToArray();

    public string GetString() => Encoding.UTF8.GetString(memory.Span);
}
