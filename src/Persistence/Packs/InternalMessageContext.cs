using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>Reads from headers what an envelope would say.</summary>
internal sealed class InternalMessageContext(Headers headers, Uri? destination) : MessageContext
{
    private readonly RawMessageContext _raw = new(headers, destination!, RawSerializerOptions.CopyHeaders);

    public Guid? MessageId => _raw.MessageId;

    public Guid? RequestId => _raw.RequestId;

    public Guid? CorrelationId => _raw.CorrelationId;

    public Guid? ConversationId => _raw.ConversationId;

    public Guid? InitiatorId => _raw.InitiatorId;

    public DateTime? ExpirationTime => InternalHeaders.ReadTime(headers, InternalHeaders.ExpirationTime);

    public Uri? SourceAddress => _raw.SourceAddress;

    public Uri? DestinationAddress => _raw.DestinationAddress;

    public Uri? ResponseAddress => _raw.ResponseAddress;

    public Uri? FaultAddress => _raw.FaultAddress;

    public DateTime? SentTime => InternalHeaders.ReadTime(headers, InternalHeaders.SentTime) ?? _raw.SentTime;

    public Headers Headers => _raw.Headers;

    public HostInfo Host => HostMetadataCache.Empty;
}
