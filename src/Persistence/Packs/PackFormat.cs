namespace Bot3.Messaging.Persistence.Packs;

/// <summary>
/// The bytes of a pack: version, count, and for each message id, correlation id, content type, headers and body. Numbers are unsigned
/// LEB128; ids are 16 bytes, big endian. A text is its number in the pack's list of texts; number 0 announces a new one (length and
/// UTF-8 bytes follow), since header names, types and addresses are the same in most messages of a pack.
/// </summary>
public static class PackFormat
{
    /// <summary>The content type of an AMQP message whose body is a pack.</summary>
    public const string ContentType = "application/vnd.bot3.pack";

    /// <summary>The only version so far.</summary>
    public const byte Version = 1;

    /// <summary>The most messages that one pack may hold.</summary>
    public const int MaxMessages = 128;

    /// <summary>The most bytes that a pack is filled with; a message that is bigger by itself travels plain.</summary>
    public const int MaxBytes = 1 << 20;

    internal const int MaxHeaders = 256;

    /// <summary>Reads all messages of a pack, or none.</summary>
    /// <param name="pack">The body of the AMQP message; the messages' bodies are slices of it.</param>
    /// <returns>At least one message, in the order in which they were sent.</returns>
    /// <exception cref="PackFormatException">The bytes are no pack.</exception>
    public static IReadOnlyList<PackedMessage> Read(ReadOnlyMemory<byte> pack) => PackReader.Read(pack);
}
