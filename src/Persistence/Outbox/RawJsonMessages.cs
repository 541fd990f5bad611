using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit.Serialization;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>The message types that leave as plain JSON, for readers that know nothing of envelopes.</summary>
internal sealed class RawJsonMessages
{
    public const string ContentType = "application/json";

    private readonly HashSet<Type> _types;

    // The bus configures the serialiser's options while it is built, so they are read with the first message.
    private readonly Lazy<JsonSerializerOptions> _options = new(() =>
    {
        var options = new JsonSerializerOptions(SystemTextJsonMessageSerializer.Options) { WriteIndented = false };
        if (!options.Converters.Any(converter => converter is JsonStringEnumConverter))
            options.Converters.Insert(0, new JsonStringEnumConverter());
        return options;
    });

    public RawJsonMessages(IEnumerable<RawJsonMessage> messages) => _types = [.. messages.Select(message => message.Type)];

    public bool Contains(Type type) => _types.Contains(type);

    public byte[] Serialize<T>(T message) => JsonSerializer.SerializeToUtf8Bytes(message, _options.Value);
}

/// <summary>One registered type.</summary>
internal sealed record RawJsonMessage(Type Type);
