using System.Buffers.Binary;

namespace Bot3.Messaging.Persistence.Outbox;

/// <summary>Keys of stored messages: ordered by time, and within one commit by place, so that sweepers keep the order.</summary>
internal static class OutboxRowId
{
    private const int PlaceMask = 0x0FFF;
    private const int PlaceOffset = 6;

    /// <summary>A version 7 UUID whose twelve bits after the time hold the place; beyond 4,095 places count from the last one.</summary>
    /// <param name="now">When the session commits.</param>
    /// <param name="place">Place in the commit, from 0.</param>
    public static Guid Create(DateTimeOffset now, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var field = bytes.Slice(PlaceOffset, sizeof(ushort));
        var version = BinaryPrimitives.ReadUInt16BigEndian(field) & ~PlaceMask;
        BinaryPrimitives.WriteUInt16BigEndian(field, (ushort)(version | Math.Min(place, PlaceMask)));
        return new Guid(bytes, bigEndian: true);
    }
}
