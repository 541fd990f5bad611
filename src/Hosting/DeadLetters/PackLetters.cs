using System.Net.Mime;
using Bot3.Messaging.Persistence.DeadLetters;
using Bot3.Messaging.Persistence.Packs;
using MassTransit;

namespace Bot3.Messaging.Hosting.DeadLetters;

/// <summary>Takes a pack in an error queue apart: each message inside as if it had come there by itself.</summary>
internal static class PackLetters
{
    /// <summary>The messages of a pack; <see langword="null"/> for anything else, and for a pack that is malformed.</summary>
    public static IReadOnlyList<PackedMessage>? TryRead(string? contentType, byte[] body)
    {
        if (!IsPack(contentType))
        {
            return null;
        }

        try
        {
            return PackFormat.Read(body);
        }
        catch (PackFormatException)
        {
            // Kept as the bytes that it is; whoever retries the letter learns what is wrong with it.
            return null;
        }
    }

    /// <summary>A packed message's own headers and ids, and what the broker says of the pack's death.</summary>
    public static Dictionary<string, string> HeadersOf(PackedMessage message, Dictionary<string, string> pack)
    {
        var headers = new Dictionary<string, string>(message.Headers, StringComparer.Ordinal)
        {
            [MessageHeaders.MessageId] = message.MessageId.ToString("D"),
        };
        if (message.CorrelationId is { } correlation)
        {
            headers[MessageHeaders.CorrelationId] = correlation.ToString("D");
        }

        foreach (var (key, value) in pack)
        {
            if (key == "x-death" || key.StartsWith("x-first-death-", StringComparison.Ordinal))
            {
                headers[key] = value;
            }
        }

        return headers;
    }

    /// <summary>Says in the reason that the cause is the pack's: any of its messages may be the one to blame.</summary>
    public static DeadLetter OfPack(DeadLetter letter, int count, string? packId) =>
        letter with { Reason = $"{letter.Reason} (in pack {packId} of {count} messages, any of which may be the cause)" };

    private static bool IsPack(string? contentType)
    {
        try
        {
            return !string.IsNullOrWhiteSpace(contentType)
                && new ContentType(contentType).MediaType.Equals(PackFormat.ContentType, StringComparison.OrdinalIgnoreCase);
        }
        catch (FormatException)
        {
            // Strangers write what they like; this is no pack.
            return false;
        }
    }
}
