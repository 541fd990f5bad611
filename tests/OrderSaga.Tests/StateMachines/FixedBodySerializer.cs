using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;

namespace Bot3.Messaging.OrderSaga.Tests.StateMachines;

/// <summary>Sends given bytes, whatever the message.</summary>
internal sealed class FixedBodySerializer(byte[] body) : IMessageSerializer
{
    public ContentType ContentType { get; } = new("text/plain");

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class => new MemoryMessageBody(body);
}
