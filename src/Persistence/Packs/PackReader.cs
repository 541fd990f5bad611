using System.Text;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>Reads a pack; see <see cref="PackFormat"/>. Every length is checked against what is left before it is believed.</summary>
internal ref struct PackReader
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlyMemory<byte> _pack;
    private readonly List<string> _texts = [];
    private int _position;

    public PackReader(ReadOnlyMemory<byte> pack) => _pack = pack;

    /// <summary>Whether everything has been read.</summary>
    public readonly bool IsAtEnd => _position == _pack.Length;

    /// <summary>Reads all messages or none.</summary>
    /// <exception cref="PackFormatException">The bytes are no pack.</exception>
    public static IReadOnlyList<PackedMessage> Read(ReadOnlyMemory<byte> pack)
    {
        var reader = new PackReader(pack);
        var version = reader.Byte();
        if (version != PackFormat.Version)
            throw reader.Wrong($"version {version} is unknown, this program reads {PackFormat.Version}");
        var count = reader.Number(PackFormat.MaxMessages, "messages");
        var messages = new List<PackedMessage>(count);
        for (var index = 0; index < count; index++)
            messages.Add(reader.Message());
        if (count == 0 || !reader.IsAtEnd)
            throw reader.Wrong($"{count} messages end at byte {reader._position} of {pack.Length}");
        return messages;
    }

    public PackedMessage Message()
    {
        var id = Id();
        Guid? correlation = Byte() switch
        {
            0 => null,
            1 => Id(),
            var flag => throw Wrong($"correlation flag {flag}"),
        };
        var contentType = Text();
        var count = Number(PackFormat.MaxHeaders, "headers");
        var headers = new Dictionary<string, string>(count, StringComparer.Ordinal);
        for (var index = 0; index < count; index++)
            headers[Text()] = Text();
        var body = Take(Number(int.MaxValue, "body bytes"));
        return new PackedMessage { MessageId = id, CorrelationId = correlation, ContentType = contentType, Headers = headers, Body = body };
    }

    public byte Byte() => Take(1).Span[0];

    public Guid Id() => new(Take(16).Span, bigEndian: true);

    public int Number(int highest, string what)
    {
        var value = 0UL;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value <= (ulong)highest ? (int)value : throw Wrong($"{value} {what}, at most {highest}");
        }

        throw Wrong($"a number of {what} without an end");
    }

    public string Text()
    {
        var known = Number(_texts.Count, "texts");
        if (known > 0)
            return _texts[known - 1];
        var bytes = Take(Number(int.MaxValue, "text bytes"));
        try
        {
            var text = Utf8.GetString(bytes.Span);
            _texts.Add(text);
            return text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new PackFormatException($"the pack is malformed at byte {_position}: a text is not UTF-8", exception);
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > _pack.Length - _position)
            throw Wrong($"{length} bytes wanted, {_pack.Length - _position} left");
        var taken = _pack.Slice(_position, length);
        _position += length;
        return taken;
    }

    public readonly PackFormatException Wrong(string what) => new($"the pack is malformed at byte {_position}: {what}");
}
