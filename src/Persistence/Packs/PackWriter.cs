using System.Buffers;
using System.Text;
using Bot3.Messaging.Persistence.Outbox;

namespace Bot3.Messaging.Persistence.Packs;

/// <summary>Writes a pack; see <see cref="PackFormat"/>.</summary>
internal sealed class PackWriter
{
    private readonly ArrayBufferWriter<byte> _bytes;
    private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

    public PackWriter(int capacity) => _bytes = new ArrayBufferWriter<byte>(capacity);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public static byte[] Write(IReadOnlyList<OutboxMessage> messages)
    {
        if (messages.Count is 0 or > PackFormat.MaxMessages)
            throw new ArgumentException($"a pack holds 1 to {PackFormat.MaxMessages} messages, not {messages.Count}", nameof(messages));
        var writer = new PackWriter(messages.Sum(message => message.Body.Length + 256));
        writer.Byte(PackFormat.Version);
        writer.Number(messages.Count);
        foreach (var message in messages)
            writer.Message(message);
        return writer.ToArray();
    }

    public void Message(OutboxMessage message)
    {
        Id(message.MessageId);
        Byte(message.CorrelationId is null ? (byte)0 : (byte)1);
        if (message.CorrelationId is { } correlation)
            Id(correlation);
        Text(message.ContentType);
        Number(message.Headers.Count);
        foreach (var (name, value) in message.Headers)
        {
            Text(name);
            Text(value);
        }

        Number(message.Body.Length);
        _bytes.Write(message.Body.Span);
    }

    public void Byte(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    public void Number(int value)
    {
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
            Byte((byte)(rest | 0x80));
        Byte((byte)rest);
    }

    public void Id(Guid id)
    {
        id.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out var written);
        _bytes.Advance(written);
    }

    public void Text(string text)
    {
        if (_texts.TryGetValue(text, out var known))
        {
            Number(known);
            return;
        }

        _texts.Add(text, _texts.Count + 1);
        Number(0);
        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length)));
    }
}
