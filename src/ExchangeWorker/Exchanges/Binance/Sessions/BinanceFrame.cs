using System.Text.Json;
using Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Wire;

namespace Bot3.Messaging.ExchangeWorker.Exchanges.Binance.Sessions;

/// <summary>
/// One message of the WebSocket API, cut into its parts without reading them: an answer (with an id) or an event. The parts are slices of
/// the bytes that came, and live as long as these do.
/// </summary>
internal readonly record struct BinanceFrame
{
    /// <summary>The number of the request that this answers; null for events, and for errors that concern the whole session.</summary>
    public long? Id { get; private init; }

    /// <summary>Status of the answer, as of HTTP; 0 where there is none.</summary>
    public int Status { get; private init; }

    /// <summary>What was asked for.</summary>
    public ReadOnlyMemory<byte> Result { get; private init; }

    /// <summary>Why it was refused.</summary>
    public ReadOnlyMemory<byte> Error { get; private init; }

    /// <summary>The limits as used by now.</summary>
    public ReadOnlyMemory<byte> RateLimits { get; private init; }

    /// <summary>The event, whether it came in a wrapper or bare.</summary>
    public ReadOnlyMemory<byte> Event { get; private init; }

    /// <summary>Cuts a message.</summary>
    /// <param name="bytes">The whole message.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static BinanceFrame Read(ReadOnlyMemory<byte> bytes)
    {
        var frame = default(BinanceFrame);
        var reader = new Utf8JsonReader(bytes.Span);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("A message that is no object.");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("id"u8))
                frame = frame with { Id = Number(ref reader) };
            else if (reader.ValueTextEquals("status"u8))
                frame = frame with { Status = (int)(Number(ref reader) ?? 0) };
            else if (reader.ValueTextEquals("result"u8))
                frame = frame with { Result = Slice(ref reader, bytes) };
            else if (reader.ValueTextEquals("error"u8))
                frame = frame with { Error = Slice(ref reader, bytes) };
            else if (reader.ValueTextEquals("rateLimits"u8))
                frame = frame with { RateLimits = Slice(ref reader, bytes) };
            else if (reader.ValueTextEquals("event"u8))
                frame = frame with { Event = Slice(ref reader, bytes) };
            else if (reader.ValueTextEquals("e"u8))
                frame = Skip(ref reader, frame with { Event = bytes });
            else
                frame = Skip(ref reader, frame);
        }

        if (reader.TokenType != JsonTokenType.EndObject || reader.Read())
            throw new JsonException("A message that does not end where it should.");
        return frame;
    }

    /// <summary>The name of an event, its field <c>e</c>.</summary>
    /// <param name="body">The event.</param>
    /// <exception cref="JsonException">It has none.</exception>
    public static string EventName(ReadOnlyMemory<byte> body)
        => (JsonSerializer.Deserialize(body.Span, BinanceJson.Default.EventHeader) ?? throw new JsonException("An event that is null.")).Name;

    private static long? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number))
            return number;
        reader.Skip();
        return null;
    }

    private static ReadOnlyMemory<byte> Slice(ref Utf8JsonReader reader, ReadOnlyMemory<byte> bytes)
    {
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return bytes[start..(int)reader.BytesConsumed];
    }

    private static BinanceFrame Skip(ref Utf8JsonReader reader, BinanceFrame frame)
    {
        reader.Read();
        reader.Skip();
        return frame;
    }
}
