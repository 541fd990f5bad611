using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;

namespace Bot3.Messaging.Bot3.Commands.Bench.Load;

/// <summary>
/// The order ids of one phase: UUIDv7 with the phase's time, and the order's number in the last four bytes. So they rise as a strategy's
/// ids do, a range of them is one phase, and an id leads to its number without a look-up.
/// </summary>
internal sealed class BenchOrderIds
{
    /// <summary>Length of an id as text.</summary>
    public const int TextLength = 36;

    private const int NumberAt = 28;
    private readonly byte[] _prefix;

    /// <summary>Ids of a phase.</summary>
    /// <param name="startedAt">When the phase begins; two phases must not share a millisecond.</param>
    public BenchOrderIds(DateTimeOffset startedAt)
    {
        Span<byte> bytes = stackalloc byte[16];
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, startedAt.ToUnixTimeMilliseconds());
        time[2..].CopyTo(bytes);
        bytes[6] = 0x70;
        bytes[8] = 0x80;
        var text = new Guid(bytes, bigEndian: true).ToString("D", CultureInfo.InvariantCulture);
        _prefix = global::System.Text.Encoding.ASCII.GetBytes(text[..NumberAt]);
    }

    /// <summary>Writes an order's id.</summary>
    /// <param name="number">The order's number, from 0.</param>
    /// <param name="text">At least <see cref="TextLength"/> bytes.</param>
    public void Write(int number, Span<byte> text)
    {
        _prefix.CopyTo(text);
        Utf8Formatter.TryFormat(number, text[NumberAt..], out _, new global::System.Buffers.StandardFormat('x', 8));
    }

    /// <summary>An order's id.</summary>
    /// <param name="number">The order's number, from 0.</param>
    public Guid Id(int number)
    {
        Span<byte> text = stackalloc byte[TextLength];
        Write(number, text);
        return Utf8Parser.TryParse(text, out Guid id, out _) ? id : throw new InvalidOperationException($"order {number} has no id");
    }

    /// <summary>The number behind an id; null when the id is of another phase.</summary>
    /// <param name="text">The id as text.</param>
    public int? Number(ReadOnlySpan<byte> text)
    {
        if (text.Length != TextLength || !text.StartsWith(_prefix))
            return null;
        return Utf8Parser.TryParse(text[NumberAt..], out int number, out var used, 'x') && used == TextLength - NumberAt ? number : null;
    }

    /// <summary>The number behind an id; null when the id is of another phase.</summary>
    /// <param name="id">The id.</param>
    public int? Number(Guid id)
    {
        Span<byte> text = stackalloc byte[TextLength];
        Utf8Formatter.TryFormat(id, text, out _);
        return Number(text);
    }
}
