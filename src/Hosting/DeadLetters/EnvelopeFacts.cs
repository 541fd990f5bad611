using System.Text.Json;
using MassTransit;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>What a MassTransit envelope says about the message in it.</summary>
/// <param name="MessageId">The message id.</param>
/// <param name="OriginalMessageId">The first message id of a message that was redelivered.</param>
/// <param name="CorrelationId">The correlation id.</param>
/// <param name="MessageType">The first of its types, a URN.</param>
internal sealed record EnvelopeFacts(Guid? MessageId, Guid? OriginalMessageId, Guid? CorrelationId, string? MessageType)
{
    private static readonly EnvelopeFacts None = new(null, null, null, null);

    /// <summary>Reads the facts, and nothing else; a body that is no envelope has none.</summary>
    public static EnvelopeFacts Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader) : None;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is not UTF-8: the dead letter lives on what the transport says.
            return None;
        }
    }

    private static EnvelopeFacts ReadObject(ref Utf8JsonReader reader)
    {
        var facts = None;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            facts = name switch
            {
                "messageId" => facts with { MessageId = Id(ref reader) },
                "correlationId" => facts with { CorrelationId = Id(ref reader) },
                "messageType" when reader.TokenType == JsonTokenType.StartArray => facts with { MessageType = First(ref reader) },
                "headers" when reader.TokenType == JsonTokenType.StartObject => facts with { OriginalMessageId = Original(ref reader) },
                _ => Skipped(ref reader, facts),
            };
        }

        return facts.MessageType is null ? None : facts;
    }

    private static Guid? Id(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && Guid.TryParse(reader.GetString(), out var id))
        {
            return id;
        }

        reader.Skip();
        return null;
    }

    private static string? First(ref Utf8JsonReader reader)
    {
        string? first = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                first ??= reader.GetString();
            }

            reader.Skip();
        }

        return first;
    }

    private static Guid? Original(ref Utf8JsonReader reader)
    {
        Guid? original = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals(MessageHeaders.OriginalMessageId);
            reader.Read();
            original = wanted ? Id(ref reader) : original;
            if (!wanted)
            {
                reader.Skip();
            }
        }

        return original;
    }

    private static EnvelopeFacts Skipped(ref Utf8JsonReader reader, EnvelopeFacts facts)
    {
        reader.Skip();
        return facts;
    }
}
