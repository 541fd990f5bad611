using System.Diagnostics.CodeAnalysis;
using MassTransit;
using MassTransit.Transports;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>The headers of a packed message, with its ids where a transport shows them.</summary>
internal sealed class PackedHeaders(PackedMessage message) : IHeaderProvider
{
    public IEnumerable<KeyValuePair<string, object>> GetAll()
    {
        yield return new(MessageHeaders.MessageId, message.MessageId.ToString("D"));
        if (message.CorrelationId is { } correlation)
            yield return new(MessageHeaders.CorrelationId, correlation.ToString("D"));
        foreach (var (name, value) in message.Headers)
            yield return new(name, value);
    }

    public bool TryGetHeader(string key, [NotNullWhen(true)] out object? value)
    {
        if (message.Headers.TryGetValue(key, out var text))
            value = text;
        else if (key is MessageHeaders.MessageId or MessageHeaders.TransportMessageId)
            value = message.MessageId.ToString("D");
        else if (key == MessageHeaders.CorrelationId)
            value = message.CorrelationId?.ToString("D");
        else
            value = null;
        return value is not null;
    }
}
