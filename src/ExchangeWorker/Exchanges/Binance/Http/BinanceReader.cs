using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Http;

/// <summary>Reads bodies; what cannot be read becomes a failed reply, never an exception.</summary>
internal static class BinanceReader
{
    /// <summary>Reads a good answer's body.</summary>
    /// <typeparam name="T">The wire type.</typeparam>
    /// <param name="reply">The answer.</param>
    /// <param name="type">Its generated reader.</param>
    /// <param name="value">The value.</param>
    /// <param name="unreadable">The answer as a failure.</param>
    public static bool TryRead<T>(
        BinanceReply reply, JsonTypeInfo<T> type, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out BinanceReply? unreadable)
        where T : class
    {
        (value, unreadable) = (null, null);
        try
        {
            value = JsonSerializer.Deserialize(reply.Body.Span, type);
            if (value is not null)
                return true;
            unreadable = Unreadable(reply, "The body is null.");
        }
        catch (JsonException error)
        {
            unreadable = Unreadable(reply, error.Message);
        }

        return false;
    }

    /// <summary>An answer that cannot be understood, as a failure.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="what">What is wrong with it.</param>
    public static BinanceReply Unreadable(BinanceReply reply, string what)
        => reply with { Failure = BinanceFailure.Unreadable, Text = $"HTTP status {reply.Status} with an unreadable body: {what}" };
}
