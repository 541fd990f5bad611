using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using MassTransit;
using MassTransit.Transports;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// The delivery of one message of a pack. Headers, body and state are its own; endpoint, providers and channel are those of the pack.
/// </summary>
internal sealed class PackedReceiveContext : BaseReceiveContext
{
    private readonly PackedMessage _message;
    private readonly ReceiveContext _pack;

    public PackedReceiveContext(ReceiveContext pack, ReceiveEndpointContext endpoint, PackedMessage message, params object[] payloads)
        : base(pack.Redelivered, endpoint, payloads)
    {
        _pack = pack;
        _message = message;
        Body = new MemoryBody(message.Body);
    }

    public override MessageBody Body { get; }

    public override CancellationToken CancellationToken => _pack.CancellationToken;

    protected override IHeaderProvider HeaderProvider => new PackedHeaders(_message);

    public override bool HasPayloadType(Type payloadType) => base.HasPayloadType(payloadType) || _pack.HasPayloadType(payloadType);

    public override bool TryGetPayload<T>([NotNullWhen(true)] out T? payload)
        where T : class => base.TryGetPayload(out payload) || _pack.TryGetPayload(out payload);

    public override T GetOrAddPayload<T>(PayloadFactory<T> payloadFactory) =>
        TryGetPayload<T>(out var payload) ? payload : base.GetOrAddPayload(payloadFactory);

    protected override ContentType GetContentType() => ConvertToContentType(_message.ContentType);
}
