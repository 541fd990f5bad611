using System.Net.Mime;
using System.Text.Json;
using Bot3.Messaging.Persistence.Outbox;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Bot3.Messaging.Persistence.DeadLetters;

/// <summary>Makes the message that puts a letter back: what was sent at first, without what the failure has added.</summary>
internal sealed class LedgerResend(IServiceProvider services)
{
    private const string Envelope = "application/vnd.masstransit+json";
    private const string Raw = "application/json";

    // What the way to the ledger has added, and what travels outside the headers.
    private static readonly string[] LeftOut =
    [
        MessageHeaders.Reason, MessageHeaders.MessageId, MessageHeaders.CorrelationId, MessageHeaders.ContentType, "ContentType",
        DeadLetterHeaders.LetterId, MessageHeaders.RedeliveryCount,
        MessageHeaders.Host.MachineName, MessageHeaders.Host.ProcessName, MessageHeaders.Host.ProcessId,
        MessageHeaders.Host.Assembly, MessageHeaders.Host.AssemblyVersion, MessageHeaders.Host.MassTransitVersion,
        MessageHeaders.Host.FrameworkVersion, MessageHeaders.Host.OperatingSystemVersion, "x-death", "x-delivery-count",
    ];

    private static readonly string[] LeftOutPrefixes =
        ["RabbitMQ-", "x-first-death-", "x-last-death-", "MT-Fault-"];

    public OutboxMessage Create(DeadLetter letter) => new()
    {
        // The id that the transport bore; the key of the letter may be the original id of a redelivered message, or made of its body.
        MessageId = Id(letter.Headers, MessageHeaders.MessageId) ?? letter.MessageId ?? LedgerRules.ContentId(letter),
        Destination = services.GetService<IBus>() is { } bus
            ? OutboxAddress.OfQueue(bus.Address, letter.Endpoint)
            : new Uri($"exchange:{letter.Endpoint}"),
        Mandatory = true,
        ContentType = IsContentType(letter.ContentType) ? letter.ContentType! : Guess(letter.Body.Span),
        Body = letter.Body,
        Headers = new Dictionary<string, string>(letter.Headers.Where(header => Stays(header.Key)), StringComparer.Ordinal)
        {
            [DeadLetterHeaders.LetterId] = letter.Id.ToString("D"),
        },
        CorrelationId = letter.CorrelationId ?? Id(letter.Headers, MessageHeaders.CorrelationId),
    };

    private static bool Stays(string header) =>
        // Where faults are to be reported is the sender's wish.
        header.Equals(MessageHeaders.FaultAddress, StringComparison.OrdinalIgnoreCase)
        || !(LeftOut.Contains(header, StringComparer.OrdinalIgnoreCase)
            || Array.Exists(LeftOutPrefixes, prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    private static Guid? Id(IReadOnlyDictionary<string, string> headers, string key) =>
        headers.TryGetValue(key, out var text) && Guid.TryParse(text, out var id) && id != Guid.Empty ? id : null;

    // Strangers write what they like; what cannot be read could not be sent.
    private static bool IsContentType(string? text)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(text) && new ContentType(text).MediaType.Length > 0;
        }
        catch (FormatException)
        {
            // Says so itself: no content type.
            return false;
        }
    }

    // Letters of older versions do not say what they hold. An envelope names its message types at the top level.
    private static string Guess(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1 && reader.ValueTextEquals("messageType"u8))
                    return Envelope;
            }

            return Raw;
        }
        catch (JsonException)
        {
            // Not JSON at all: whatever the endpoint makes of it, it made before.
            return Raw;
        }
    }
}
