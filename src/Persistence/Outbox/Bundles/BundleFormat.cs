using System.Globalization;
using Bot3.Messaging.Persistence.Packs;

namespace Bot3.Messaging.Persistence.Outbox.Bundles;

/// <summary>
/// The bytes of a bundle: version, count, and for each row its id, destination, flags, routing key and time to live (a text, milliseconds)
/// if there are, and the message as in a pack. A bundle stays in our own database; nothing of it is sent.
/// </summary>
internal static class BundleFormat
{
    /// <summary>The only version so far.</summary>
    public const byte Version = 1;

    /// <summary>The most rows that one bundle may hold: a sweeper that claims many bundles at once must not drown in them.</summary>
    public const int MaxRows = 64;

    /// <summary>The most bytes of bodies that a bundle is filled with.</summary>
    public const int MaxBytes = 256 * 1024;

    private const int Framing = 320;
    private const byte Mandatory = 1;
    private const byte Routed = 2;
    private const byte Limited = 4;

    /// <summary>Writes rows that are due at once and that nobody may take back.</summary>
    public static byte[] Write(IReadOnlyCollection<OutboxRow> rows)
    {
        if (rows.Count is 0 or > MaxRows)
            throw new ArgumentException($"a bundle holds 1 to {MaxRows} rows, not {rows.Count}", nameof(rows));
        var writer = new PackWriter(rows.Sum(row => row.Message.Body.Length + Framing));
        writer.Byte(Version);
        writer.Number(rows.Count);
        foreach (var row in rows)
            Write(writer, row);
        return writer.ToArray();
    }

    /// <summary>Reads all rows or none.</summary>
    /// <param name="bundle">The bytes.</param>
    /// <param name="attempts">How often the bundle was claimed.</param>
    /// <param name="createdAt">When it was committed.</param>
    /// <exception cref="PackFormatException">The bytes are no bundle.</exception>
    public static List<OutboxRow> Read(ReadOnlyMemory<byte> bundle, int attempts, DateTimeOffset createdAt)
    {
        var reader = new PackReader(bundle);
        var version = reader.Byte();
        if (version != Version)
            throw reader.Wrong($"bundle version {version} is unknown, this program reads {Version}");
        var count = reader.Number(MaxRows, "rows");
        var rows = new List<OutboxRow>(count);
        for (var index = 0; index < count; index++)
            rows.Add(Read(ref reader, attempts, createdAt));
        if (count == 0 || !reader.IsAtEnd)
            throw reader.Wrong($"{count} rows end before the bundle does");
        return rows;
    }

    private static void Write(PackWriter writer, OutboxRow row)
    {
        var message = row.Message;
        writer.Id(row.Id);
        writer.Text(message.Destination.ToString());
        var flags = (message.Mandatory ? Mandatory : 0) | (message.RoutingKey is null ? 0 : Routed) | (message.TimeToLive is null ? 0 : Limited);
        writer.Byte((byte)flags);
        if (message.RoutingKey is { } key)
            writer.Text(key);
        if (message.TimeToLive is { } life)
            writer.Text(((long)life.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        writer.Message(message);
    }

    private static OutboxRow Read(ref PackReader reader, int attempts, DateTimeOffset createdAt)
    {
        var id = reader.Id();
        var destination = reader.Text();
        var flags = reader.Byte();
        var key = (flags & Routed) == 0 ? null : reader.Text();
        TimeSpan? life = (flags & Limited) == 0 ? null : Life(reader, reader.Text());
        var message = reader.Message();
        if (!Uri.TryCreate(destination, UriKind.Absolute, out var address))
            throw reader.Wrong($"'{destination}' is no address");
        return new OutboxRow(
            id,
            new OutboxMessage
            {
                MessageId = message.MessageId,
                Destination = address,
                Mandatory = (flags & Mandatory) != 0,
                ContentType = message.ContentType,
                Body = message.Body,
                Headers = message.Headers,
                RoutingKey = key,
                CorrelationId = message.CorrelationId,
                TimeToLive = life,
            },
            attempts,
            createdAt);
    }

    private static TimeSpan Life(in PackReader reader, string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : throw reader.Wrong($"'{text}' is no time to live");
}
